export type Platform = 'github' | 'gitlab' | 'azure' | 'bitbucket' | 'gitea';

/** Why a call to a forge came to nothing. */
export type ForgeProblemKind =
  /** 401: the token is wrong or has ended. */
  | 'unauthorized'
  /** 403: the token has not the right. */
  | 'forbidden'
  | 'missing'
  | 'conflict'
  /** 400, 413, 422: the forge does not take what was sent. */
  | 'refused'
  /** A limit that does not end soon enough to wait for. */
  | 'limited'
  | 'server'
  /** No answer; what was asked for may have been done. */
  | 'unreachable'
  /** An answer that is none of this forge's. */
  | 'unexpected'
  /** This forge has no place for it. */
  | 'unsupported';

export interface ForgeProblem {
  readonly kind: ForgeProblemKind;
  /** One sentence; never holds the token. Not escaped for any output. */
  readonly text: string;
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ForgeProblem };

export const answered = <T>(value: T): Reply<T> => ({ ok: true, value });
export const refusedBy = (kind: ForgeProblemKind, text: string): { readonly ok: false; readonly problem: ForgeProblem } => ({ ok: false, problem: { kind, text } });

/** A comment on a pull request. */
export interface Note {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly url?: string | undefined;
}

/** The comments of one pull request, or issue. */
export interface NoteStore {
  /** Who the token is of. */
  me(): Promise<Reply<string>>;
  /** All of them, whatever the number of pages, oldest first. */
  list(): Promise<Reply<readonly Note[]>>;
  create(body: string): Promise<Reply<Note>>;
  update(note: Note, body: string): Promise<Reply<void>>;
  /** One that is gone already is removed, too. */
  remove(note: Note): Promise<Reply<void>>;
}

export interface Pull {
  readonly number: number;
  /** Full hash of its head. */
  readonly head: string;
  readonly author: string;
  readonly open: boolean;
}

/** Somebody's word on a pull request. */
export interface Review {
  readonly by: string;
  readonly kind: 'approved' | 'changes-requested';
  /** The commit that it is of; undefined where the forge does not tell. */
  readonly commit: string | undefined;
  /** The forge counts it: by somebody who may write. */
  readonly counts: boolean;
}

export type StatusState = 'pending' | 'success' | 'failure' | 'error';

export interface Status {
  readonly context: string;
  readonly state: StatusState;
  readonly description: string;
  readonly url: string | undefined;
}

export interface Check {
  readonly name: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly title: string;
  readonly summary: string;
  readonly url: string | undefined;
  readonly externalId: string | undefined;
}

export interface Label {
  readonly name: string;
  /** Six hex digits. */
  readonly color: string;
}

export interface Issue {
  readonly id: string;
  readonly author: string;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  readonly url?: string | undefined;
}

export interface IssueStore {
  me(): Promise<Reply<string>>;
  /** Those that carry the label, open and closed. */
  list(label: string): Promise<Reply<readonly Issue[]>>;
  create(issue: { readonly title: string; readonly body: string; readonly label: string }): Promise<Reply<Issue>>;
  update(issue: Issue, change: { readonly body?: string; readonly open: boolean }): Promise<Reply<void>>;
}

/** One forge, as far as it has a place for things. A missing member: it has none. */
export interface Forge {
  readonly platform: Platform;
  /** By number, or the one that this commit came in by or is the head of. */
  pull(which: { readonly number: number } | { readonly commit: string; readonly branch?: string | undefined }): Promise<Reply<Pull | undefined>>;
  notes(pull: number): NoteStore;
  setStatus(commit: string, status: Status): Promise<Reply<void>>;
  addCheck?(commit: string, check: Check): Promise<Reply<void>>;
  readonly labels?: {
    list(pull: number): Promise<Reply<readonly string[]>>;
    add(pull: number, label: Label): Promise<Reply<void>>;
    remove(pull: number, name: string): Promise<Reply<void>>;
  };
  reviews?(pull: Pull): Promise<Reply<readonly Review[]>>;
  readonly issues?: IssueStore;
  /** One file of the artifact that a job of the pull request's last good pipeline left; undefined where there is none. @param path from the repository's root. */
  artifact?(pull: number, job: string, path: string): Promise<Reply<string | undefined>>;
}
