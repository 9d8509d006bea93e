/** Credentials in the commands that reporters paste. The options are short or have no name that says what they are. */
import type { RedactionRule } from '../rule.ts'
import { looksLikePassword } from '../value-shapes.ts'

const PASSWORD = {
  id: 'password',
  name: 'password',
  nature: 'live',
  revoke: 'change it wherever it is used',
} as const

/** A port, a numeric user id, or a word is not a password. */
function looksGiven(value: string): boolean {
  return looksLikePassword(value) && !/^(?:\d{1,6}|[a-z]{1,8}|-.*)$/.test(value)
}

export const COMMAND_LINES: readonly RedactionRule[] = [
  {
    ...PASSWORD,
    // curl -u user:password, also with an empty user, and on a continued line.
    hints: ['curl'],
    pattern:
      /(?<=(?<![\w-])curl(?:\.exe)?[ \t](?:[^\n]|\\\n){0,500})(?<![\w-])(?:-u|-U|--user|--proxy-user)[ =]?["']?[^\s"':]{0,64}:(?<secret>[^\s"'@]{3,256})/g,
    accept: looksLikePassword,
    spansLines: true,
  },
  {
    ...PASSWORD,
    // docker login -p, helm registry login -p, az login -p, mysql -p, sshpass -p, redis-cli -a
    hints: ['login', 'sshpass', 'mysql', 'mariadb', 'redis-cli', 'mongo'],
    pattern:
      /(?<![\w-])(?:login|sshpass|mysql(?:dump|admin)?|mariadb|redis-cli|mongo(?:sh|dump|restore)?)[ \t](?:[^\n`;|]{0,200}?[ \t])?(?:-[pa][ =]?|--pass(?:word)?[ =])["']?(?<secret>[^\s"'`*]{4,256})/g,
    accept: looksGiven,
  },
  {
    ...PASSWORD,
    // SQL: the password of a role or a user.
    hints: ['password', 'identified'],
    pattern:
      /(?<![\w-])(?:password|identified[ \t]{1,4}by(?:[ \t]{1,4}(?:password|values))?)[ \t]{1,4}(?<quote>['"])(?<secret>[^'"\n]{4,256})(?=\k<quote>)/gi,
    accept: (it) => looksGiven(it) && !/^[A-Za-z]+$|\s/.test(it),
  },
]
