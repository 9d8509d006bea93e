/** Names and hardware addresses that identify one machine. The prompt of a shell, with an account, is read before. */
import type { RedactionRule } from '../rule.ts'

/** Names that every machine of a certain kind has: in containers, clusters and cloud metadata. */
const SHARED_HOSTS = /(?:^|\.)(?:svc|pod|cluster|docker|containers|lima|metadata|google|example|acme|homeassistant)$/i
const HARDWARE = /macbook|imac|mac-?mini|laptop|desktop|thinkpad|iphone|ipad|[-_]pc(?:[-_.]|$)|\d/i

/**
 * Returns true for the name of one machine in a private network: it says what machine it is, or has a domain of its own.
 * `gitlab.internal` and `idp.corp` identify nobody, and a diagnosis compares such names.
 * @param name without its last part
 */
function identifiesMachine(name: string): boolean {
  const labels = name
    .split('.')
    .filter((label) => !/^(?:dev|develop|staging|stage|test|qa|prod|production|preview)$/i.test(label))
  return !SHARED_HOSTS.test(name) && (labels.length > 2 || HARDWARE.test(labels[0] ?? ''))
}

export const MACHINES: readonly RedactionRule[] = [
  {
    id: 'host',
    nature: 'personal',
    // hostnamectl, and uname -a
    hints: ['hostname: ', 'linux ', 'darwin '],
    shape: /(?:hostname: |(?:linux|darwin) [\w.-]{2,63} \d{1,2}\.\d)/iy,
    pattern: /(?:hostname: |(?<!\w)(?:Linux|Darwin) )(?<secret>[A-Za-z][\w-]{1,62})(?=$|\n| \d{1,2}\.\d{1,2})/g,
    // Some programs print the architecture in the place of the name.
    accept: (it) => it.includes('-') && HARDWARE.test(it) && !SHARED_HOSTS.test(it),
  },
  {
    id: 'mac-address',
    nature: 'personal',
    // Six pairs; fingerprints and serial numbers of certificates have more.
    hints: [...'0123456789abcdef'].map((it) => `${it}:`),
    shape: /[0-9a-f]:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:/iy,
    pattern: /(?<!\w|(?<![0-9a-z])[0-9a-f]{2}:)[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?!\w|:[0-9a-f])/gi,
    accept: (it) => !/^(?:00:){5}|^(?:ff:){5}/i.test(it) && /[a-f]/i.test(it),
  },
  {
    id: 'host',
    nature: 'personal',
    // Machines of a private network: reserved or customary top-level names (RFC 6762, RFC 8375, ICANN's `.internal`).
    hints: ['.local', '.internal', '.corp', '.lan', '.intra', '.home.arpa', '.localdomain'],
    pattern:
      /(?<![\w.@-])(?<secret>[A-Za-z0-9_][\w-]{0,62}(?:\.[A-Za-z0-9_][\w-]{0,62}){0,5})(?=\.(?:local|internal|corp|lan|intra(?:net)?|home\.arpa|localdomain)(?![\w-]|\.[A-Za-z\d]))/gi,
    accept: identifiesMachine,
  },
  {
    id: 'host',
    nature: 'personal',
    // The same below a public domain.
    hints: ['.corp.', '.lan.', '.intra.', '.intranet.'],
    pattern:
      /(?<![\w.@-])(?<secret>[A-Za-z0-9_][\w-]{0,62}(?:\.[A-Za-z0-9_][\w-]{0,62}){0,3}?)(?=\.(?:corp|lan|intra(?:net)?)\.[A-Za-z\d-]{2,63}\.[A-Za-z]{2,24}(?![\w-]|\.[A-Za-z\d]))/gi,
    accept: (it) => HARDWARE.test(it.split('.')[0] ?? '') && !SHARED_HOSTS.test(it),
  },
  {
    id: 'host',
    nature: 'personal',
    // The names that Windows gives to a new machine.
    hints: ['desktop-', 'laptop-', 'win-'],
    shape: /(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{7}/y,
    pattern: /(?<![\w-])(?:DESKTOP-[A-Z0-9]{7}|LAPTOP-[A-Z0-9]{8}|WIN-[A-Z0-9]{11})(?![\w-])/g,
    accept: (it) => /-.*\d/.test(it),
  },
]
