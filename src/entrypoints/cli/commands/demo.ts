/** `demo`: shows the bot at work on this machine, without credentials or network access. */
import type { Command } from 'commander'
import type { DemoIssue, RunningDemo } from '../demo/run-demo.ts'
import type { Finished, Io } from '../io.ts'
import { type Printable, styled } from '../terminal-text.ts'
import { untilStopped } from '../until-stopped.ts'

export function addDemo(program: Command, io: Io, finished: Finished): void {
  program
    .command('demo')
    .description('start a local GitHub and the bot, file six issues, and show what the bot does with them')
    .option('--once', 'exit when the six issues are answered, with code 0 if all results are as expected')
    .action(async (options: { once?: boolean }) => {
      io.print('Starting a local GitHub and the bot as its App …')
      // Imported only here: loading the bot's libraries takes a second, and other commands should not have to wait for
      // it.
      const { runDemo } = await import('../demo/run-demo.ts')
      const demo = await runDemo()
      for (const issue of demo.issues) io.print(printIssue(issue))
      const unexpected = demo.issues.filter(({ asExpected }) => !asExpected)
      io.print(printSummary(demo.issues.length, unexpected))
      if (unexpected.length > 0) finished.code = 1
      if (!options.once) {
        io.print(printNextSteps(demo))
        await untilStopped(io.signals, async () => io.print('Stopping …'))
      }
      await demo.stop()
    })
}

function printIssue({ number, report, labels, comment, asExpected }: DemoIssue): Printable {
  const heading = `#${number}  ${report.title}`
  const { decision, label } = report.expected
  return [
    '\n',
    styled('dim', '─'.repeat(Math.min(100, heading.length + 2))),
    '\n',
    styled('bold', heading),
    '\nlabels: ',
    labels.length === 0 ? styled('dim', 'none') : styled('cyan', labels.join(', ')),
    '\n',
    asExpected ? '' : styled('red', `expected: ${decision}, ${label ?? 'no label'}\n`),
    '\n',
    comment === null ? styled('dim', '(no comment)') : withoutMarker(comment),
  ]
}

/** GitHub does not show HTML comments either. */
function withoutMarker(comment: string): string {
  return comment.replace(/^<!--[^>]*-->\n/, '')
}

function printSummary(all: number, unexpected: readonly DemoIssue[]): Printable {
  const summary =
    unexpected.length === 0
      ? styled('green', `All ${all} issues got the expected result.`)
      : styled('red', `${unexpected.length} of ${all} issues did not get the expected result.`)
  return ['\n', summary]
}

function printNextSteps({ github, bot }: RunningDemo): Printable {
  const { owner, name } = github.repository
  const issues = `${github.url}/repos/${owner}/${name}/issues`
  return [
    '\n',
    styled('bold', 'Next steps'),
    `
  The local GitHub runs at ${github.url}, the bot at ${bot.url}. Both run until Ctrl-C.

  Show an issue, its labels and its comments:
    curl -s ${issues}/1
    curl -s ${issues}/1/comments

  File your own issue and look at the answer:
    curl -s -X POST ${issues} -H 'Authorization: Bearer ${github.reporter.token}' \\
      -d '{"title":"Tool call is refused","body":"403 {\\"error\\":\\"insufficient_scope\\",\\"required\\":[\\"files:write\\"]}"}'

  Diagnose a file without GitHub:
    npm run -s cli -- triage report.md
    npm run -s cli -- signatures list
`,
  ]
}
