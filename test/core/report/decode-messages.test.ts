import { describe, expect, test } from 'vitest'
import { decodeMessages } from '../../../src/core/report/decode-messages.ts'

describe('the message in a URL is decoded', () => {
  test.each([
    ['with percent signs', '?error_description=Unknown%20scope%3A%20tools', '?error_description=Unknown scope: tools'],
    ['with plus signs', '?error_description=Unknown+scope', '?error_description=Unknown scope'],
    ['up to the next parameter', '?error_description=No+code&state=a+b', '?error_description=No code&state=a+b'],
    ['under another name', '&errorMessage=Not%20found', '&errorMessage=Not found'],
    ['in a value that is encoded itself', '?message=Bad%2520scope', '?message=Bad scope'],
    ['inside an encoded URL', 'to=%2Fcb%3Ferror_description%3DBad%20scope', 'to=%2Fcb%3Ferror_description%3DBad scope'],
    ['in other scripts', '?error_description=%E8%AA%8D%E8%A8%BC', '?error_description=認証'],
    ['twice in one text', '?msg=a+b ?msg=c+d', '?msg=a b ?msg=c d'],
  ])('%s', (_, text, decoded) => {
    expect(decodeMessages(text)).toBe(decoded)
  })
})

describe('nothing else is decoded', () => {
  test.each([
    ['other parameters', '?scope=a+b&redirect_uri=http%3A%2F%2Flocalhost'],
    ['words outside of a URL', 'the error_description=Unknown+scope'],
    ['octets that are no text', '?error_description=%FF%FE'],
    ['a value that is no sentence', `?error_description=${'a+'.repeat(2_000)}`],
  ])('%s', (_, text) => {
    expect(decodeMessages(text)).toBe(text)
  })
})

test('a line break in a message begins no new line', () => {
  expect(decodeMessages('?error_description=a%0D%0Ab%1Bc')).toBe('?error_description=a  b c')
})
