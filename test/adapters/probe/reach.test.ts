import { describe, expect, test } from 'vitest'
import { publicReach, reachOfTyped } from '../../../src/adapters/probe/reach.ts'

const INSIDE = ['127.0.0.1', '::1', '10.1.2.3', '192.168.0.7', '169.254.169.254', 'fd00:ec2::254', '100.64.0.1']

describe('a probe of a public URL', () => {
  const mayConnect = reachOfTyped(new URL('https://mcp.example.com/mcp'), ['93.184.216.34'])

  test('connects to public addresses only', () => {
    expect(mayConnect('mcp.example.com', '93.184.216.34')).toBe(true)
    expect(mayConnect('as.example.net', '8.8.8.8')).toBe(true)
    for (const address of INSIDE) expect(mayConnect('as.example.net', address), address).toBe(false)
  })

  test('is not led inside by its own name later', () => {
    for (const address of INSIDE) expect(mayConnect('mcp.example.com', address), address).toBe(false)
  })
})

describe('a probe of a URL on this machine', () => {
  const mayConnect = reachOfTyped(new URL('http://localhost:3000/mcp'), ['127.0.0.1', '::1'])

  test.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.0.7'])('may be led to %s', (address) => {
    expect(mayConnect('keycloak.internal', address)).toBe(true)
  })

  test.each(['169.254.169.254', 'fd00:ec2::254', '168.63.129.16'])(
    'is never led to the metadata service at %s',
    (address) => {
      expect(mayConnect('metadata.internal', address)).toBe(false)
    },
  )
})

test('a typed address is connected to, whatever it is', () => {
  expect(
    reachOfTyped(new URL('http://169.254.169.254/'), ['169.254.169.254'])('169.254.169.254', '169.254.169.254'),
  ).toBe(true)
})

test('a URL that nobody typed leads to public addresses only', () => {
  expect(publicReach('mcp.example.com', '93.184.216.34')).toBe(true)
  for (const address of INSIDE) expect(publicReach('localhost', address), address).toBe(false)
})
