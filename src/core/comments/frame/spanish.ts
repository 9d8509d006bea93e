import type { Frame } from './frame.ts'

export const SPANISH: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return 'título'
    const text = where === 'comment' ? `tu comentario del ${name}` : where === 'file' ? name : 'descripción'
    const under = heading === '' ? '' : `, bajo «${heading}»`
    return `${text}${line === null ? '' : `, línea ${line}`}${under}`
  },
  from: (place) => `Cita (${place}):`,
  looksLike: (title, isSure) => `Esto parece **${title}** (${isSure ? 'seguro' : 'probable'}).`,
  saidByMaintainer: (title) => `Según un responsable del proyecto, esto es **${title}**.`,
  reportedBefore: 'Ya se informó:',
  checkFirst: 'Comprueba primero',
  reportShows: 'Lo que muestra tu informe',
  explained:
    'Tu informe explica la causa, así que no queda nada por comprobar. El siguiente paso es de los mantenedores.',
  confirmedIf: 'Confirmado si:',
  more: (steps) => (steps === 0 ? 'Más: causa, remedios' : `Más: los ${steps} pasos, causa, remedios`),
  toConfirm: (steps) => `Para confirmarlo en otro equipo: ${steps} pasos, causa, remedios`,
  unclear: 'Se trata de un problema de autenticación, pero la causa aún no está clara.',
  whyThisQuestion: 'Por qué esta pregunta',
  howToReply: 'Responde aquí, sin tokens, claves ni direcciones.',
  neutralQuestion: '¿Qué comando o página falla, y qué muestra exactamente, con el estado o el código de error?',
  correctAnswer: 'Incorrecto: `/triage wrong` · Resuelto: `/triage worked` · `/triage help`',
  correctQuestion: 'No tiene que ver con el inicio de sesión: `/triage wrong` · `/triage help`',
}
