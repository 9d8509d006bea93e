/** The client of a command that signs in as the App. Loading Probot takes a second, so import this file when needed. */
import { Probot, type ProbotOctokit } from 'probot'
import { UnthrottledOctokit } from './self-paced-octokit.ts'

/** A client that is authenticated as the App itself. */
export type AppOctokit = Pick<InstanceType<typeof ProbotOctokit>, 'rest' | 'paginate'>

interface AppCredentials {
  readonly appId: number
  readonly privateKey: string
}

/** @param baseUrl URL of the REST API */
export function createCommandClient(credentials: AppCredentials, baseUrl: string): Probot {
  return new Probot({
    ...credentials,
    baseUrl,
    secret: 'unused',
    Octokit: UnthrottledOctokit,
    logLevel: 'fatal',
  })
}
