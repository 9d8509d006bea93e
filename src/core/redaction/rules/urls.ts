/** URLs that carry a credential in the user part, the path or the query string. */

import type { RedactionRule } from '../rule.ts'
import { looksGenerated, looksLikePassword, looksLikePathKey, looksRandom } from '../value-shapes.ts'

const NEW_URL = 'create a new URL where the server was set up; anyone with this one has access'
const CHANGE = 'change the password'

export const URL_CREDENTIALS: readonly RedactionRule[] = [
  {
    id: 'connection-string',
    name: 'password in a connection string',
    nature: 'live',
    revoke: CHANGE,
    hints: ['://'],
    // A password may contain an @, so it ends at the last one before the path.
    pattern:
      /:\/\/(?<=(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s:/@"'`<>?#]{0,128}:(?<secret>[^\s/"'`<>[\]?]{1,256})(?=@)/gi,
    accept: looksLikePassword,
  },
  {
    id: 'mcp-url-key',
    name: 'key in the URL of an MCP server',
    nature: 'live',
    revoke: NEW_URL,
    hints: ['/mcp', '/sse'],
    pattern: /(?<=\/)(?<secret>[\w~=-]{20,512})(?=\/(?:mcp|sse|messages?|stream)(?![\w-]))/g,
    accept: looksLikePathKey,
  },
  {
    id: 'mcp-url-key',
    name: 'key in the URL of an MCP server',
    nature: 'live',
    revoke: NEW_URL,
    hints: ['/mcp/', '/sse/', '//mcp.'],
    pattern:
      /(?<=\/(?:mcp|sse)\/(?:[\w.-]{1,24}\/){0,4}|\/\/mcp\.[\w.-]{1,60}\/(?:[\w.-]{1,24}\/){0,4})(?<secret>[\w~=-]{24,512})(?![\w~=.-])/g,
    accept: looksLikePathKey,
  },
  {
    id: 'mcp-url-key',
    name: 'key in the URL of an MCP server',
    nature: 'live',
    revoke: NEW_URL,
    hints: ['key=', 'auth='],
    pattern:
      /(?<=[?&])(?:key|apikey|user_?key|auth)=(?=[\w.~%+=-]{16})(?<=:\/\/[^\s"'<>]{1,520})(?<secret>[\w.~%+=-]{16,1024})/gi,
    accept: (it) => looksRandom(it),
  },
  {
    id: 'connection-string',
    name: 'token in a URL',
    nature: 'live',
    revoke: 'revoke it where it was issued',
    hints: ['://'],
    // A token as the user name, without a password, as git and pip accept it.
    pattern: /:\/\/(?<=(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/)(?<secret>[\w.~%+-]{16,512})(?=@[\w[])/gi,
    accept: (it) => looksGenerated(it),
  },
]
