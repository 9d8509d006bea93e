import type { Frame } from './frame.ts'

export const PORTUGUESE: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return 'título'
    const text = where === 'comment' ? `seu comentário de ${name}` : where === 'file' ? name : 'descrição'
    const under = heading === '' ? '' : `, em “${heading}”`
    return `${text}${line === null ? '' : `, linha ${line}`}${under}`
  },
  from: (place) => `Trecho (${place}):`,
  looksLike: (title, isSure) => `Isto parece ser **${title}** (${isSure ? 'certo' : 'provável'}).`,
  saidByMaintainer: (title) => `Segundo um mantenedor, isto é **${title}**.`,
  reportedBefore: 'Já relatado:',
  checkFirst: 'Verifique primeiro',
  reportShows: 'O que o seu relato mostra',
  explained: 'O seu relato explica a causa, então não resta nada a verificar. O próximo passo é dos mantenedores.',
  confirmedIf: 'Confirmado se:',
  more: (steps) => (steps === 0 ? 'Mais: causa, soluções' : `Mais: todos os ${steps} passos, causa, soluções`),
  toConfirm: (steps) => `Para confirmar em outra máquina: ${steps} passos, causa, soluções`,
  unclear: 'Trata-se de um problema de autenticação, mas a causa ainda não está clara.',
  whyThisQuestion: 'Por que esta pergunta',
  howToReply: 'Responda aqui, sem tokens, chaves nem endereços.',
  neutralQuestion: 'Qual comando ou página falha, e o que exatamente aparece, com o status ou o código de erro?',
  correctAnswer: 'Errado: `/triage wrong` · Resolvido: `/triage worked` · `/triage help`',
  correctQuestion: 'Não tem a ver com login: `/triage wrong` · `/triage help`',
}
