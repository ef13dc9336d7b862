CREATE TABLE `attempt` (
	`run_id` text NOT NULL,
	`iteration` integer NOT NULL,
	`idx` integer NOT NULL,
	`number` integer NOT NULL,
	`status` text NOT NULL,
	`rollout_id` text,
	`context_id` text,
	`steps` integer DEFAULT 0 NOT NULL,
	`doing` text,
	`error` text,
	`started_at` integer,
	`finished_at` integer,
	PRIMARY KEY(`run_id`, `iteration`, `idx`),
	FOREIGN KEY (`run_id`) REFERENCES `run`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`rollout_id`) REFERENCES `rollout`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`context_id`) REFERENCES `refinement_context`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attempt_rollout` ON `attempt` (`rollout_id`);--> statement-breakpoint
CREATE TABLE `experiment` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`origin` text NOT NULL,
	`settings` text NOT NULL,
	`estimate` text,
	`status` text NOT NULL,
	`error` text,
	`note` text,
	`cancel_requested` integer NOT NULL,
	`sandbox` text,
	`import_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`worked_ms` integer DEFAULT 0 NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	FOREIGN KEY (`import_id`) REFERENCES `import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `experiment_status` ON `experiment` (`status`);--> statement-breakpoint
CREATE INDEX `experiment_created` ON `experiment` (`created_at`);--> statement-breakpoint
CREATE TABLE `refinement_context` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`iteration` integer NOT NULL,
	`parents` text NOT NULL,
	`body` blob NOT NULL,
	`characters` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `run`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `refinement_context_run` ON `refinement_context` (`run_id`,`iteration`);--> statement-breakpoint
CREATE TABLE `run` (
	`id` text PRIMARY KEY NOT NULL,
	`experiment_id` text NOT NULL,
	`position` integer NOT NULL,
	`task_id` text NOT NULL,
	`source` text NOT NULL,
	`checksum` text,
	`status` text NOT NULL,
	`error` text,
	`champion` text,
	`started_at` integer,
	`finished_at` integer,
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `run_position` ON `run` (`experiment_id`,`position`);--> statement-breakpoint
CREATE INDEX `run_task` ON `run` (`task_id`);--> statement-breakpoint
CREATE TABLE `verification` (
	`rollout_id` text PRIMARY KEY NOT NULL,
	`resolved` integer,
	`reward` real,
	`exit_code` integer,
	`output` blob NOT NULL,
	`duration_ms` real NOT NULL,
	`note` text,
	FOREIGN KEY (`rollout_id`) REFERENCES `rollout`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `tournament` ADD `run_id` text REFERENCES run(id);--> statement-breakpoint
ALTER TABLE `tournament` ADD `iteration` integer;--> statement-breakpoint
CREATE INDEX `tournament_run` ON `tournament` (`run_id`,`iteration`);