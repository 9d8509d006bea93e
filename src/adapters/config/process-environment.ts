/** Returns the process environment, without reading `.env`. This is the only file that reads `process.env`. */
export function processEnvironment(): NodeJS.ProcessEnv {
  return process.env
}
