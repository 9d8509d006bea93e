import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/core/report/report.ts'
import { reportValuesOf } from '../../../src/core/signatures/report-values.ts'

type Readable = Pick<Report, 'fields' | 'segments'>

function saying(text: string): Readable {
  return {
    fields: [],
    segments: [{ kind: 'prose', source: 'body', heading: null, line: 1, flattened: false, text }],
  }
}

function answering(heading: string, text: string): Readable {
  return { ...saying(text), fields: [{ heading, line: 1, text }] }
}

const TICKETS = { 'server-url': 'https://mcp.tickets.example/v1/mcp', 'server-origin': 'https://mcp.tickets.example' }

describe('the address of the server that a report is about', () => {
  test('stands in the form field that asks for it, whatever its path', () => {
    expect(reportValuesOf(answering('MCP server URL', 'https://tools.example/n8n'))).toEqual({
      'server-url': 'https://tools.example/n8n',
      'server-origin': 'https://tools.example',
    })
  })

  test.each([
    'OAuth to https://mcp.tickets.example/v1/mcp no longer works.',
    'Both https://mcp.tickets.example/v1/mcp. and `https://mcp.tickets.example/v1/mcp` fail',
    'see https://mcp.tickets.example/v1/mcp, and https://auth.tickets.example/token',
    'https://mcp.tickets.example/v1/mcp?tenant=5',
  ])('is the only address with the path of a server: %s', (text) => {
    expect(reportValuesOf(saying(text))).toEqual(TICKETS)
  })

  test.each([
    ['names two servers', 'https://a.example/mcp works, https://b.example/mcp does not'],
    [
      'links to pages about servers',
      'https://docs.acme.example/mcp, https://code.acme.example/docs/en/mcp, https://github.com/acme/mcp',
    ],
    ['keeps a placeholder in the host', 'https://<host>/mcp and https://{host}/mcp'],
    ['keeps a placeholder in the path', 'https://acme.example/<tenant>/mcp'],
    [
      'puts something into the address that a shell would run',
      'https://acme.example/$(id)/mcp https://acme.example/&id/mcp',
    ],
    ['names no address', 'the server at acme.example'],
  ])('is unknown if the report %s', (_, text) => {
    expect(reportValuesOf(saying(text))).toEqual({})
  })

  test('is not taken from a field that asks for something else', () => {
    expect(reportValuesOf(answering('Issue URL', 'https://tools.example/n8n'))).toEqual({})
  })

  test('is unknown if the form names two', () => {
    const form = answering('Server URL', 'https://a.example/n8n or https://b.example/n8n')
    expect(reportValuesOf(form)).toEqual({})
  })
})
