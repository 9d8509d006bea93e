/** What the pages ask of GitHub: who somebody is, and who may read what. `src/github/octokit-web-github.ts` is the real one. */
export interface WebGitHub {
  /** Address of the page on which a person allows the sign-in, without its query. */
  readonly authorizeUrl: string
  readonly clientId: string
  /** @returns null when GitHub does not take the code: used before, forged, or of another App */
  exchangeCode(code: string, verifier: string): Promise<SignedIn | null>
  /** Whether the App is installed on a repository that everybody may read. */
  isPublic(owner: string, repo: string): Promise<boolean>
  /** Whether the App is installed on it and this person may read it now. */
  canRead(token: string, owner: string, repo: string): Promise<boolean>
}

export interface SignedIn {
  readonly token: string
  readonly login: string
}
