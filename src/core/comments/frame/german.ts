import type { Frame } from './frame.ts'

export const GERMAN: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return 'dem Titel'
    const text = where === 'comment' ? `deinem Kommentar vom ${name}` : where === 'file' ? name : 'der Beschreibung'
    const under = heading === '' ? '' : `, unter „${heading}“`
    return line === null ? `${text}${under}` : `Zeile ${line} in ${text}${under}`
  },
  from: (place) => `Aus ${place}:`,
  looksLike: (title, isSure) => `Das sieht aus wie **${title}** (${isSure ? 'sicher' : 'wahrscheinlich'}).`,
  saidByMaintainer: (title) => `Ein Maintainer sagt, das ist **${title}**.`,
  reportedBefore: 'Schon gemeldet:',
  checkFirst: 'Zuerst prüfen',
  reportShows: 'Das zeigt der Bericht',
  explained:
    'Der Bericht erklärt die Ursache, es bleibt also nichts zu prüfen. Als Nächstes sind die Maintainer am Zug.',
  confirmedIf: 'Bestätigt, wenn:',
  more: (steps) => (steps === 0 ? 'Mehr: Ursache, Abhilfen' : `Mehr: alle ${steps} Schritte, Ursache, Abhilfen`),
  toConfirm: (steps) => `Zur Bestätigung auf einem anderen Rechner: ${steps} Schritte, Ursache, Abhilfen`,
  unclear: 'Hier geht es um eine Anmeldung, aber die Ursache ist noch unklar.',
  whyThisQuestion: 'Warum diese Frage',
  howToReply: 'Bitte hier antworten, ohne Token, Schlüssel und Adressen.',
  neutralQuestion:
    'Welcher Befehl oder welche Seite schlägt fehl, und was genau wird ausgegeben, mit Status oder Fehlercode?',
  correctAnswer: 'Falsch: `/triage wrong` · Gelöst: `/triage worked` · `/triage help`',
  correctQuestion: 'Hat nichts mit der Anmeldung zu tun: `/triage wrong` · `/triage help`',
}
