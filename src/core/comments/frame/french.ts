import type { Frame } from './frame.ts'

export const FRENCH: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return 'titre'
    const text = where === 'comment' ? `votre commentaire du ${name}` : where === 'file' ? name : 'description'
    const under = heading === '' ? '' : `, sous « ${heading} »`
    return `${text}${line === null ? '' : `, ligne ${line}`}${under}`
  },
  from: (place) => `Extrait (${place}) :`,
  looksLike: (title, isSure) => `Cela ressemble à **${title}** (${isSure ? 'sûr' : 'probable'}).`,
  saidByMaintainer: (title) => `Selon un mainteneur, il s'agit de **${title}**.`,
  reportedBefore: 'Déjà signalé :',
  checkFirst: "À vérifier d'abord",
  reportShows: 'Ce que montre votre rapport',
  explained: 'Votre rapport explique la cause, il ne reste donc rien à vérifier. La suite revient aux mainteneurs.',
  confirmedIf: 'Confirmé si :',
  more: (steps) => (steps === 0 ? 'Plus : cause, remèdes' : `Plus : les ${steps} étapes, cause, remèdes`),
  toConfirm: (steps) => `Pour le confirmer sur une autre machine : ${steps} étapes, cause, remèdes`,
  unclear: "Il s'agit d'un problème d'authentification, mais la cause n'est pas encore claire.",
  whyThisQuestion: 'Pourquoi cette question',
  howToReply: 'Répondez ici, sans jeton, clé ni adresse.',
  neutralQuestion:
    "Quelle commande ou quelle page échoue, et qu'affiche-t-elle exactement, avec le statut ou le code d'erreur ?",
  correctAnswer: 'Faux : `/triage wrong` · Résolu : `/triage worked` · `/triage help`',
  correctQuestion: 'Sans rapport avec la connexion : `/triage wrong` · `/triage help`',
}
