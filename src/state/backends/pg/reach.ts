import type { PgConnection } from './connection';

/** Settings of Terraform's `pg` backend. */
export interface PgSettings {
  readonly schema: string;
  readonly skipSchemaCreation: boolean;
  readonly skipTableCreation: boolean;
  readonly skipIndexCreation: boolean;
  /** For people, without the password. */
  readonly where: string;
}

/** How queries reach the server. */
export interface PgReach {
  readonly using: <T>(work: (connection: PgConnection) => Promise<T>) => Promise<T>;
  /** Answers `absent` where the tables are not there. */
  readonly absentAs: <T>(absent: T, work: () => Promise<T>) => Promise<T>;
}
