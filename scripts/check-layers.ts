/** Fails when an import goes against `layers.ts`. Usage: npm run check:layers */
import { globSync, readFileSync } from 'node:fs'
import { findWrongImports } from './layers.ts'

const files = globSync('src/**/*.ts').map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(path, 'utf8'),
}))
const wrong = findWrongImports(files)
for (const it of wrong) process.stdout.write(`${it}\n`)
if (wrong.length > 0) process.exitCode = 1
