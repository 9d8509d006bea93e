/**
 * An in-memory GitHub for replay, dry runs and tests, with issues, comments, labels and their history. It behaves like
 * GitHub as far as our code can tell, and lets a caller act as a person or as another bot.
 */
import { formatRef, type IssueRef, type RepositoryRef } from '../../../core/issue-ref.ts'
import type { EventActor, LabelDefinition } from '../../../core/plan/plan.ts'
import type { CommentReaction } from '../comment-reactions.ts'
import type { GitHub, IssueComment, RepositoryRole } from '../github.ts'
import { actorOf } from '../identity.ts'
import { MAX_NEWEST_PAGES, PER_PAGE } from '../octokit/octokit-pages.ts'
import { refusedError } from '../refusal.ts'
import type { ContentFacts } from '../repository.ts'
import { createFakeUser, type FakeUser } from './fake-user.ts'
import { createMemoryFiles, type MemoryFiles } from './memory-files.ts'
import { createMemoryIssueList } from './memory-issue-list.ts'
import { moveIssues, type NewIssue, openIssue, readIssue } from './memory-issues.ts'
import { createMemoryRepositories } from './memory-repositories.ts'
import { findIssue, labelsOf, type MemoryComment, type MemoryState } from './memory-state.ts'
import { createMemorySuggestions, type MemorySuggestions } from './memory-suggestions.ts'

export interface MemoryGitHub extends GitHub, MemoryFiles {
  /** GitHub's suggestions; off unless a test switches them on. */
  readonly suggestions: MemorySuggestions
  openIssue(issue: NewIssue): IssueRef
  /** Acts as a user other than our bot. */
  as(actor: 'person' | 'bot'): FakeUser
  /** Gives an account a role in every repository. Default role: `read`. */
  giveRole(login: string, role: RepositoryRole): void
  /** Makes a repository private. */
  makePrivate(repository: RepositoryRef): void
  /**
   * Renames a repository or changes its owner. The old name redirects to the repository until another one takes the
   * name.
   */
  renameRepository(from: RepositoryRef, to: RepositoryRef): void
  /** Creates a repository with this name, even if the name currently redirects to another one. */
  createRepository(repository: RepositoryRef): void
  removeRepository(repository: RepositoryRef): void
  /** Sets a repository's languages and topics. */
  describeRepository(repository: RepositoryRef, facts: ContentFacts): void
  /** The bot's reactions, in order, each as `<comment id> +1`. */
  readonly reactions: readonly string[]
  /** Makes the next call to `method` fail with this status and headers (names in lower case); later calls succeed. */
  refuseNext(method: keyof GitHub, status: number, headers?: Readonly<Record<string, string>>): void
  /** Deletes a repository's label, as a person does in the label list. */
  loseLabel(repository: RepositoryRef, name: string): void
  /** Returns the repository's label with this name; undefined if there is none. */
  label(ref: IssueRef, name: string): LabelDefinition | undefined
  /** The bot's writes, in order, each as `addLabels acme/app#1`. A dry run or a repeated run must not add any. */
  readonly writes: readonly string[]
}

/**
 * @param clock current time in milliseconds since the epoch
 * @param pageSize number of issues per list page
 */
export function createMemoryGitHub(clock: () => number = () => 0, pageSize = 100): MemoryGitHub {
  const state: MemoryState = { issues: new Map(), labels: new Map(), lastId: 0, clock }
  const refusals = new Map<keyof GitHub, Error>()
  const writes: string[] = []
  const as = (actor: EventActor): FakeUser => createFakeUser(state, actor)

  function throwIfRefused(method: keyof GitHub, target: string): void {
    const cause = refusals.get(method)
    refusals.delete(method)
    if (cause) throw refusedError(`${method} on ${target}`, cause)
  }
  const read = async <T>(method: keyof GitHub, ref: IssueRef, act: () => T): Promise<T> => {
    throwIfRefused(method, formatRef(ref))
    return act()
  }
  const write = async <T>(method: keyof GitHub, ref: IssueRef, act: () => T): Promise<T> => {
    throwIfRefused(method, formatRef(ref))
    const result = act()
    writes.push(`${method} ${formatRef(ref)}`)
    return result
  }

  const files = createMemoryFiles()
  const list = createMemoryIssueList(state, pageSize)
  const roles = new Map<string, RepositoryRole>()
  const reactions: string[] = []
  const repositories = createMemoryRepositories()
  const suggestions = createMemorySuggestions()

  return {
    writes,
    as,
    isOwn: (author) => actorOf(author, { appId: null, slug: 'auth-triage' }) === 'us',
    suggestions,
    listSuggestions: (ref) => read('listSuggestions', ref, () => suggestions.list(ref)),
    explainLabels: (ref, names, details) =>
      write('explainLabels', ref, () =>
        suggestions.explain(ref, names, details, (name) => as('us').addLabel(ref, name)),
      ),
    suggestFields: (ref, fields, details) =>
      write('suggestFields', ref, () => suggestions.suggest(ref, fields, details)),
    writeFile: files.writeFile,
    commitFiles: files.commitFiles,
    async readFile(request) {
      throwIfRefused('readFile', request.path)
      return files.readFile(request)
    },
    async listFiles(request) {
      throwIfRefused('listFiles', request.path)
      return files.listFiles(request)
    },
    async listIssues(request) {
      throwIfRefused('listIssues', `${request.repository.owner}/${request.repository.repo}`)
      return list.listIssues(request)
    },
    openIssue: (issue) => openIssue(state, issue),
    loseLabel: (repository, name) => void labelsOf(state, repository).delete(name.toLowerCase()),
    label: (ref, name) => labelsOf(state, ref).get(name.toLowerCase()),
    refuseNext(method, status, headers = {}) {
      refusals.set(method, Object.assign(new Error(`status ${status}`), { status, response: { headers } }))
    },
    readIssue: (ref) => read('readIssue', ref, () => readIssue(state, ref)),
    listComments: (ref) => read('listComments', ref, () => bothEnds(findIssue(state, ref).comments).map(toComment)),
    readComment: (ref, id) =>
      read('readComment', ref, () => {
        const found = findIssue(state, ref).comments.find((comment) => comment.id === id)
        return found === undefined ? null : toComment(found)
      }),
    listLabelEvents: (ref) => read('listLabelEvents', ref, () => [...findIssue(state, ref).events]),
    // Like a server without GraphQL, so that tests can make each read fail.
    readSnapshot: async () => null,
    listDuplicateMarks: (ref) => read('listDuplicateMarks', ref, () => [...findIssue(state, ref).marks]),
    readMergedChange: (ref) => read('readMergedChange', ref, () => findIssue(state, ref).mergedChange),
    async listCommentReactions({ owner, repo }, numbers) {
      throwIfRefused('listCommentReactions', `${owner}/${repo}`)
      return numbers.flatMap((number) => reactionsOn({ owner, repo, number }, state))
    },
    async ensureLabel(ref, label) {
      throwIfRefused('ensureLabel', formatRef(ref))
      if (labelsOf(state, ref).has(label.name.toLowerCase())) return
      labelsOf(state, ref).set(label.name.toLowerCase(), label)
      writes.push(`ensureLabel ${formatRef(ref)}`)
    },
    addLabels: (ref, names) =>
      write('addLabels', ref, () => names.forEach((name) => void as('us').addLabel(ref, name))),
    removeLabel: (ref, name) => write('removeLabel', ref, () => as('us').removeLabel(ref, name)),
    createComment: (ref, body) => write('createComment', ref, () => ({ id: as('us').comment(ref, body) })),
    updateComment: (ref, id, body) => write('updateComment', ref, () => as('us').editComment(ref, id, body)),
    deleteComment: (ref, id) => write('deleteComment', ref, () => deleteComment(state, ref, id)),
    async readRepository({ owner, repo }) {
      throwIfRefused('readRepository', `${owner}/${repo}`)
      return repositories.read({ owner, repo })
    },
    async listLabels({ owner, repo }) {
      throwIfRefused('listLabels', `${owner}/${repo}`)
      return [...labelsOf(state, { owner, repo }).values()].map(({ name }) => name)
    },
    async readContentFacts({ owner, repo }) {
      throwIfRefused('readContentFacts', `${owner}/${repo}`)
      return repositories.factsOf({ owner, repo })
    },
    describeRepository: repositories.describe,
    makePrivate: repositories.hide,
    renameRepository(from, to) {
      repositories.rename(from, to)
      moveIssues(state, from, to)
    },
    createRepository: repositories.create,
    removeRepository(repository) {
      repositories.remove(repository)
      moveIssues(state, repository, null)
    },
    roleOf: (ref, login) => read('roleOf', ref, () => roles.get(login.toLowerCase()) ?? 'read'),
    react: (ref, id, reaction) => write('react', ref, () => void reactions.push(`${id} ${reaction}`)),
    giveRole: (login, role) => void roles.set(login.toLowerCase(), role),
    reactions,
  }
}

/** Returns the feedback on our newest comment, as the GraphQL query does. */
function reactionsOn(ref: IssueRef, state: MemoryState): CommentReaction[] {
  const issue = state.issues.get(formatRef(ref).toLowerCase())
  const own = issue?.comments.findLast(({ by }) => by === 'us')
  if (own === undefined || (!own.minimised && own.against.length === 0)) return []
  return [{ ref, commentId: own.id, minimised: own.minimised, against: [...own.against] }]
}

/** Returns both ends of a long thread, as `octokit-pages.ts` does. */
function bothEnds(comments: readonly MemoryComment[]): readonly MemoryComment[] {
  const last = Math.ceil(comments.length / PER_PAGE)
  const newest = Math.max(1, last - MAX_NEWEST_PAGES) * PER_PAGE
  return [...comments.slice(0, PER_PAGE), ...comments.slice(newest)]
}

function toComment({ id, body, by, author, createdAt }: MemoryComment): IssueComment {
  return { id, body, author, createdAt, own: by === 'us' }
}

/** Succeeds if the comment is already deleted, like the real client, which ignores GitHub's 404. */
function deleteComment(state: MemoryState, ref: IssueRef, id: number): void {
  const { comments } = findIssue(state, ref)
  const at = comments.findIndex((comment) => comment.id === id)
  if (at >= 0) comments.splice(at, 1)
}
