/** Variables for a new process. Next's types want NODE_ENV in each; a command's have none. */
export function asProcessEnv(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return variables as NodeJS.ProcessEnv;
}
