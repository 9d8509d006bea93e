/**
 * Makes a release: runs every check, updates the changelog from the commits, the version and the Action's bundle,
 * commits and tags. Pushing the tag publishes it. Usage: npm run release -- patch|minor|major [--dry-run]
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addSection, nextVersion, renderSection } from './changelog.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (text: string) => void process.stdout.write(`${text}\n`)
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const npm = (...args: readonly string[]) => execFileSync('npm', args, { cwd: root, stdio: 'inherit' })

const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true })
const { version: present } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
const version = nextVersion(present, positionals[0])
const section = renderSection({
  version,
  date: new Date().toISOString().slice(0, 10),
  subjects: subjectsSinceLastTag(),
})

if (values['dry-run']) {
  say(`Would release ${version} after ${present}:\n\n${section}`)
  npm('pack', '--dry-run')
} else {
  release()
}

function release(): void {
  if (git('status', '--porcelain') !== '') throw new Error('There are uncommitted changes.')
  npm('run', 'check')
  npm('run', 'build:action')
  const changelog = `${root}/CHANGELOG.md`
  writeFileSync(changelog, addSection(readFileSync(changelog, 'utf8'), section))
  npm('version', version, '--no-git-tag-version')
  git('add', 'CHANGELOG.md', 'package.json', 'package-lock.json', 'dist-action')
  git('commit', '--message', `Release ${version}`)
  git('tag', '--annotate', `v${version}`, '--message', `Release ${version}`)
  say(`Tagged v${version}. Publish it with: git push --follow-tags`)
}

function subjectsSinceLastTag(): readonly string[] {
  const last = git('tag', '--list', 'v*', '--sort=-version:refname').split('\n')[0] ?? ''
  const range = last === '' ? 'HEAD' : `${last}..HEAD`
  return git('log', '--no-merges', '--reverse', '--format=%s', range)
    .split('\n')
    .filter((it) => it !== '')
}
