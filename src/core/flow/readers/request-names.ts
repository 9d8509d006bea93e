/**
 * The names under which logs write the parts of a request: fields of JSON and logfmt, columns of a table, labels on
 * lines of their own. A blank is any way to part two words: `responseCode`, `response_code`, `response-code`,
 * `response.code`, `Response Code`.
 */

const TARGETS =
  'path|uri|url|event|route|target|endpoint|(?:request|req|http|client request|original|raw|upstream|cs|resource) (?:path|uri|url)|http target|url path|url full|http request uri|(?:cs )?uri stem|u'

const STATUSES =
  'status|status code|response|(?:response|resp|rsp|http|http response|response http) (?:status|code)|(?:response|http|http response) status code|sc status|downstream status|edge response status|elb status code|code|rc|st|s'

const HOSTS =
  'host|cs host|domain url|:?authority|(?:request|req|client request|http) host|server name|server address|vhost|domain name'

const METHODS = 'verb|method|(?:http|request|req|http request|request http|cs) method'

const spelled = (names: string) => `(?:${names.replaceAll(' ', '[-_. ]?')})`

/** For patterns that ignore case. */
export const TARGET_NAME: string = spelled(TARGETS)
export const STATUS_NAME: string = spelled(STATUSES)
export const HOST_NAME: string = spelled(HOSTS)
export const METHOD_NAME: string = spelled(METHODS)
