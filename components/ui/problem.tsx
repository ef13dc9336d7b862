/** Why something that was asked for was not done, in a sentence; nothing when there is none. */
export function Problem({ children }: { children: string | null }) {
  if (children === null) return null;
  return (
    <p role="alert" className="text-xs [overflow-wrap:anywhere] text-unresolved">
      {children}
    </p>
  );
}
