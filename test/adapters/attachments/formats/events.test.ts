import { describe, expect, test } from 'vitest'
import { readableText } from '../../../../src/adapters/attachments/formats/formats.ts'

describe('tables', () => {
  test('keeps line numbers in an Event Viewer export', () => {
    const text = [
      'Level,Date and Time,Source,Event ID,Task Category',
      'Error,11/20/2026 1:00:00 PM,MSAL,10,None,"failed: ""invalid_grant""',
      '  at refresh"',
      'Information,11/20/2026 1:00:01 PM,MSAL,11,None,ok',
    ].join('\r\n')
    expect(readableText(text).split('\n')).toEqual([
      'Level,Date and Time,Source,Event ID,Task Category',
      '11/20/2026 1:00:00 PM ERROR failed: "invalid_grant"',
      '  at refresh Source=MSAL Event ID=10 Task Category=None',
      '11/20/2026 1:00:01 PM INFORMATION ok Source=MSAL Event ID=11 Task Category=None',
    ])
  })

  test('reads a PowerShell export with a type line', () => {
    const text =
      '#TYPE System.Diagnostics.EventLogEntry\n"TimeCreated","LevelDisplayName","Message"\n"10:00","Error","401"\n'
    expect(readableText(text).split('\n')).toEqual([
      '',
      '"TimeCreated","LevelDisplayName","Message"',
      '10:00 ERROR 401',
    ])
  })

  test('reads tab-separated tables', () => {
    expect(readableText('time\tlevel\tmessage\n10:00\terror\t401\n')).toBe('time\tlevel\tmessage\n10:00 ERROR 401')
  })

  test.each([
    ['a table without log entries', 'name,size,colour\na,1,red\n'],
    ['a sentence with commas', 'first, then, last\nnothing\n'],
    ['unclosed quotes', 'time,level,message\n10:00,error,"401'],
  ])('does not change %s', (_, text) => {
    expect(readableText(text)).toBe(text)
  })

  test('does not change a table whose long column names would multiply its size', () => {
    const names = Array.from({ length: 60 }, (_, n) => `${'n'.repeat(30)}${n}`).join(',')
    const text = `time,level,message,${names}\n${`${'1,'.repeat(62)}1\n`.repeat(5_000)}`
    expect(readableText(text)).toBe(text)
  })
})

describe('Windows events as XML', () => {
  const event = (message: string) =>
    `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="MSAL"/><TimeCreated SystemTime="2026-11-20T10:00:00Z"/></System><EventData><Data Name="Message">${message}</Data></EventData></Event>`

  test('writes the n-th event to line n when there are no line breaks', () => {
    expect(readableText(`<?xml version="1.0"?><Events>${event('said &quot;401&quot;')}${event('b')}</Events>`)).toBe(
      'entry 1: 2026-11-20T10:00:00Z MSAL Message=said "401"\nentry 2: 2026-11-20T10:00:00Z MSAL Message=b',
    )
  })

  test('writes each event to its own line when there are line breaks', () => {
    expect(readableText(`<Events>\n${event('a')}\n\n${event('b')}\n</Events>`)).toBe(
      '\n2026-11-20T10:00:00Z MSAL Message=a\n\n2026-11-20T10:00:00Z MSAL Message=b',
    )
  })

  test('does not change other XML', () => {
    const text = '<?xml version="1.0"?>\n<Events><Event>x</Event></Events>'
    expect(readableText(text)).toBe(text)
  })
})
