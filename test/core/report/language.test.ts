import { describe, expect, test } from 'vitest'
import { readLanguage } from '../../../src/core/report/language.ts'
import type { SegmentKind } from '../../../src/core/report/report.ts'

const TEXTS = {
  en: 'The login in the browser works and the page says that I can close it, but the client still shows that it is not connected, and every call after that fails.',
  de: 'Die Anmeldung im Browser klappt und die Seite sagt, dass ich sie schließen kann, aber der Client zeigt weiter, dass er nicht verbunden ist, und jeder Aufruf schlägt fehl.',
  fr: "La connexion dans le navigateur fonctionne et la page dit que je peux la fermer, mais le client affiche qu'il n'est pas connecté et que les appels ne passent pas.",
  es: 'El inicio de sesión en el navegador funciona y la página dice que ya se puede cerrar, pero el cliente muestra que no está conectado y las llamadas no funcionan.',
  pt: 'O login no navegador funciona e a página diz que já posso fechar, mas o cliente mostra que não está conectado e as chamadas não funcionam.',
  zh: '浏览器里的登录是成功的，页面提示可以关闭，但是客户端仍然显示未连接，之后的每次调用都失败，重新登录也没有用。',
  ja: 'ブラウザでのログインは成功し、ページには閉じてもよいと表示されますが、クライアントは未接続のままで、その後の呼び出しはすべて失敗します。',
} as const

function reportIn(text: string, kind: SegmentKind = 'prose') {
  return [{ kind, source: 'body', heading: null, line: 1, flattened: false, text }]
}

describe('the language of a report', () => {
  test.each(Object.entries(TEXTS))('is recognised from its prose: %s', (language, text) => {
    expect(readLanguage(reportIn(text))).toBe(language)
  })

  test.each([
    ["a log is nobody's words", reportIn(TEXTS.de, 'log')],
    ["a quote is somebody else's", reportIn(TEXTS.ja, 'quote')],
    ['a text of few words', reportIn('Die Anmeldung ist kaputt')],
    ['a text in two languages', reportIn(`${TEXTS.de}\n${TEXTS.en}`)],
    ['an English text with a name in another script', reportIn(`${TEXTS.en} 登录页面`)],
  ])('is null unless it is clear: %s', (_, segments) => {
    expect(readLanguage(segments)).toBeOneOf([null, 'en'])
  })
})
