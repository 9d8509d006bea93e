import type { SeenRepository } from '../../../adapters/github/repository.ts'

/**
 * The questions that the pages ask GitHub: who a person is and what they may read. Implemented in
 * `src/adapters/github/octokit/octokit-web-github.ts`.
 */
export interface WebGitHub {
  /** URL of the page where a person authorizes the sign-in, without a query string. */
  readonly authorizeUrl: string
  readonly clientId: string
  /** @returns null when GitHub rejects the code: already used, forged, or issued for another App */
  exchangeCode(code: string, verifier: string): Promise<SignedIn | null>
  /** Returns the login that the token's account has now; null if the token is no longer valid. */
  currentLogin(token: string): Promise<string | null>
  /**
   * Returns the repository that currently has this name, as the App sees it; null if the App is not installed on it.
   */
  findRepository(owner: string, repo: string): Promise<SeenRepository | null>
  /** Returns the id of the repository that this person can currently read under this name; null if there is none. */
  readableId(token: string, owner: string, repo: string): Promise<number | null>
}

export interface SignedIn {
  readonly token: string
  readonly login: string
}
