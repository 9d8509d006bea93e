/** Octokit's own log prints every failed call; our error messages report those that matter. */
export const SILENT_LOG = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
