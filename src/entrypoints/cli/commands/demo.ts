/** `demo`: shows the bot at work on this machine, without credentials or network access. */
import type { Command } from 'commander'
import type { DemoAnswer, DemoIssue, RunningDemo } from '../demo/run-demo.ts'
import type { Finished, Io } from '../io.ts'
import { type Printable, styled } from '../terminal-text.ts'
import { untilStopped } from '../until-stopped.ts'

export function addDemo(program: Command, io: Io, finished: Finished): void {
  program
    .command('demo')
    .description('start a local GitHub and the bot, file eight issues, answer, and show what the bot does')
    .option('--once', 'exit when all issues are answered, with code 0 if all results are as expected')
    .action(async (options: { once?: boolean }) => {
      io.print('Starting a local GitHub and the bot as its App …')
      // Imported only here: loading the bot's libraries takes a second, and other commands should not have to wait for
      // it.
      const { runDemo } = await import('../demo/run-demo.ts')
      const demo = await runDemo()
      for (const issue of demo.issues) io.print(printIssue(issue))
      const unexpected = demo.issues.filter((it) => ![it, ...it.turns].every(({ asExpected }) => asExpected))
      io.print(printSummary(demo.issues.length, unexpected))
      if (unexpected.length > 0) finished.code = 1
      if (!options.once) {
        io.print(printNextSteps(demo))
        await untilStopped(io.signals, async () => io.print('Stopping …'))
      }
      await demo.stop()
    })
}

function printIssue({ number, report, turns, ...answer }: DemoIssue): Printable {
  const heading = `#${number}  ${report.title}`
  const { decision, label } = report.expected
  return [
    '\n',
    styled('dim', '─'.repeat(Math.min(100, heading.length + 2))),
    '\n',
    styled('bold', heading),
    ...printAnswer(answer, `${decision}, ${label ?? 'no label'}`),
    ...turns.flatMap(({ turn, ...after }) => [
      '\n\n',
      styled('bold', `#${number}  then the ${turn.by} writes:`),
      `\n\n${turn.text.trim().replaceAll(/^/gm, '> ')}\n`,
      ...printAnswer(after, `${turn.expected.label}, “${turn.expected.says}”`),
    ]),
  ]
}

type PrintableParts = Exclude<Printable, string>

function printAnswer({ labels, comment, asExpected }: DemoAnswer, expected: string): PrintableParts {
  return [
    '\nlabels: ',
    labels.length === 0 ? styled('dim', 'none') : styled('cyan', labels.join(', ')),
    '\n',
    asExpected ? '' : styled('red', `expected: ${expected}\n`),
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

  Open the bot's pages in a browser:
    ${bot.url}/${owner}/${name}             what is new, what waits, which failures grow
    ${bot.url}/${owner}/${name}/issues/1    why the bot answered as it did
    ${bot.url}/try                      paste a report or drop a log

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
