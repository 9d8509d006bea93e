/** Examines an installation of the bot from end to end and reports what to fix. Changes nothing. */

import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { readCompiledPack } from '../../adapters/compiled-pack/shipped.ts'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { areCredentialsAccepted, readAppFacts, readLimitLeft } from '../../adapters/github/app-facts.ts'
import { createCommandClient } from '../../adapters/github/command-client.ts'
import { createHookDeliveries, type DeliveryAttempt } from '../../adapters/github/hook-deliveries.ts'
import { refusalStatus } from '../../adapters/github/refusal.ts'
import { openStore } from '../../adapters/store/open.ts'
import { readKeptPacks } from '../../app/settings-loader/kept-packs.ts'
import { TriageError } from '../../core/errors.ts'
import { decodePack } from '../../core/signatures/compiled-pack.ts'
import { DAY_MS } from '../../core/time-units.ts'
import { readManifest } from './app-manifest.ts'
import { examineApiUrl, examineDisk, examineSecrets, examineSignIn } from './examine-settings.ts'
import { type ExaminationResult, examineApp, examineDeliveries, fine, look, mend } from './self-examination.ts'

/** Maximum number of deliveries read: a busy App's last day need not be read completely. */
const MAX_ATTEMPTS = 200

/**
 * Maximum number of installations examined. Operators with more can read the `auth_triage_github_limit_left` metric.
 */
const MAX_INSTALLATIONS = 20

/** Maximum number of repositories whose packs are listed; their pages show the packs of the others. */
const MAX_REPOSITORIES = 20

/** With fewer calls left than this, there may not be enough to answer about 20 issues. */
const FEW_CALLS = 200

/** @returns the findings, in the order in which to fix them; never throws */
export async function examine(settings: ProcessSettings, clock: () => number): Promise<readonly ExaminationResult[]> {
  const store = await findings('store', () => examineStore(settings))
  const isOpen = store.every(({ level }) => level !== 'mend')
  return [
    ...(await findings('pack', () => examinePack(settings.packFolder))),
    ...store,
    ...(await findings('disk', () => examineSpace(settings))),
    examineSecrets(settings.webhookSecrets),
    ...examineSignIn(settings),
    examineApiUrl(settings.apiUrl),
    // They are in the store, and what is wrong with it is said once.
    ...(isOpen ? await findings('packs', () => examinePackChoices(settings)) : []),
    ...(await findings('credentials', () => examineGitHub(settings, clock))),
  ]
}

/** The error's own hint is about a delivery, which is repeated; an examination is not. */
const REFUSED =
  'Check GITHUB_API_URL and the network between this machine and GitHub (https://www.githubstatus.com), then run `doctor` again.'

/** If an error ends an examination, reports it as the examination's finding. */
async function findings(
  check: string,
  act: () => Promise<readonly ExaminationResult[]>,
): Promise<readonly ExaminationResult[]> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof TriageError)
      return [mend(check, withReason(error), error.code === 'github-refused' ? REFUSED : error.hint)]
    return [
      mend(
        check,
        error instanceof Error ? error.message : 'an unknown error',
        'Set LOG_LEVEL=debug, run `serve` and look at the first error; then see docs/operations.md.',
      ),
    ]
  }
}

/** Adds the network's own words if there was no response: a name that does not resolve, a refused connection. */
function withReason(error: TriageError): string {
  const hasNoResponse = error.code === 'github-refused' && refusalStatus(error) === 0
  if (!hasNoResponse || !(error.cause instanceof Error)) return error.message
  return `${error.message.replace(/\.$/, '')}: ${error.cause.message}`
}

async function examinePack(folder: string): Promise<readonly ExaminationResult[]> {
  const { signatures, fingerprint } = decodePack(await readCompiledPack(folder))
  return [fine('pack', `${signatures.size} signatures, ${fingerprint}`)]
}

async function examineStore({ storePath, databaseUrl }: ProcessSettings): Promise<readonly ExaminationResult[]> {
  const { store, queue } = await openStore({ path: storePath, url: databaseUrl, mustExist: true })
  try {
    const parked = (await queue.parked()).length
    const says = `${await queue.backlog()} deliveries in the queue, ${parked} parked`
    return [
      parked === 0
        ? fine('store', says)
        : look('store', says, '`queue list` shows why; then run `queue retry` or `queue drop`.'),
    ]
  } finally {
    await store.close()
  }
}

/** A server has its own disk. */
async function examineSpace({ storePath, databaseUrl }: ProcessSettings): Promise<readonly ExaminationResult[]> {
  if (databaseUrl !== null) return []
  const { bavail, bsize } = await statfs(dirname(resolve(storePath)))
  return [examineDisk(bavail * bsize, storePath)]
}

const REGISTER = 'Register the App and set both, as docs/deploy.md describes under "Register the App".'
const WRONG_KEY =
  'Compare APP_ID with the App settings, generate a new private key there, set it, and check GITHUB_API_URL and the clock.'

/** Says which packs are on in the repositories whose settings choose some. */
async function examinePackChoices(settings: ProcessSettings): Promise<readonly ExaminationResult[]> {
  const { storePath: path, databaseUrl: url, packFolder } = settings
  const { store } = await openStore({ path, url, mustExist: true })
  try {
    const repositories = await store.knownRepositories()
    if (repositories.length === 0) return []
    const pack = decodePack(await readCompiledPack(packFolder))
    const found: ExaminationResult[] = []
    for (const { owner, repo } of repositories) {
      const { mode, says } = await readKeptPacks({ owner, repo }, { store, pack })
      if (mode !== 'default') found.push(fine(`packs ${owner}/${repo}`, says))
      if (found.length === MAX_REPOSITORIES) break
    }
    return found
  } finally {
    await store.close()
  }
}

async function examineGitHub(settings: ProcessSettings, clock: () => number): Promise<readonly ExaminationResult[]> {
  const { credentials, apiUrl } = settings
  if (credentials === null) return [mend('credentials', 'APP_ID and PRIVATE_KEY are not set', REGISTER)]
  const probot = createCommandClient(credentials, apiUrl)
  const app = await probot.auth()
  if (!(await areCredentialsAccepted(app))) return [mend('credentials', 'GitHub knows no such App or key', WRONG_KEY)]
  const facts = await readAppFacts(app, clock)
  const active = facts.installations.filter(({ suspended }) => !suspended).slice(0, MAX_INSTALLATIONS)
  const attempts = await latest(createHookDeliveries(app).attempts(clock() - DAY_MS))
  return [
    ...examineApp(facts, await readManifest(), settings),
    examineDeliveries(attempts),
    ...(await Promise.all(
      active.map(async ({ id, account }) => examineLimit(account, await readLimitLeft(await probot.auth(id)))),
    )),
  ]
}

function examineLimit(account: string, left: number): ExaminationResult {
  const check = `limit ${account}`
  const says = `${left} API calls left this hour`
  return left >= FEW_CALLS
    ? fine(check, says)
    : look(check, says, 'No action needed: its deliveries wait until the hour is over.')
}

async function latest(attempts: AsyncIterable<DeliveryAttempt>): Promise<readonly DeliveryAttempt[]> {
  const read: DeliveryAttempt[] = []
  for await (const attempt of attempts) if (read.push(attempt) === MAX_ATTEMPTS) break
  return read
}
