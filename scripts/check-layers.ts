/** Fails when an import breaks the rule in `layers.ts` or a name is exported twice. Usage: npm run check:layers */
import { globSync, readFileSync } from 'node:fs'
import { findRepeatedNames, findWrongImports } from './layers.ts'

const files = globSync('src/**/*.ts').map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(path, 'utf8'),
}))
const wrong = [...findWrongImports(files), ...findRepeatedNames(files)]
for (const it of wrong) process.stdout.write(`${it}\n`)
if (wrong.length > 0) process.exitCode = 1
