import type { SeenRepository } from '../../../adapters/github/repository.ts'

/** What the pages ask of GitHub: who somebody is, and who may read what. `src/adapters/github/octokit/octokit-web-github.ts` is the real one. */
export interface WebGitHub {
  /** Address of the page on which a person allows the sign-in, without its query. */
  readonly authorizeUrl: string
  readonly clientId: string
  /** @returns null when GitHub does not take the code: used before, forged, or of another App */
  exchangeCode(code: string, verifier: string): Promise<SignedIn | null>
  /** The repository that has this name now, as the App sees it; null where the App is not installed on it. */
  findRepository(owner: string, repo: string): Promise<SeenRepository | null>
  /** Number of the repository that this person may read under this name now; null where they may read none. */
  readableId(token: string, owner: string, repo: string): Promise<number | null>
}

export interface SignedIn {
  readonly token: string
  readonly login: string
}
