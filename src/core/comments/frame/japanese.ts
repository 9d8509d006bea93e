import type { Frame } from './frame.ts'

export const JAPANESE: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return 'タイトル'
    const text = where === 'comment' ? `${name} のコメント` : where === 'file' ? name : '説明'
    return `${text}${line === null ? '' : `の ${line} 行目`}${heading === '' ? '' : `（「${heading}」）`}`
  },
  from: (place) => `${place}より：`,
  looksLike: (title, isSure) => `**${title}** のようです（${isSure ? '確実' : '可能性が高い'}）。`,
  saidByMaintainer: (title) => `メンテナーによると **${title}** です。`,
  reportedBefore: '以前の報告：',
  checkFirst: 'まず確認すること',
  reportShows: '報告からわかること',
  explained: '報告に原因が説明されているため、確認していただくことはありません。次はメンテナーの対応です。',
  confirmedIf: '次の場合は該当します：',
  more: (steps) => (steps === 0 ? '詳細：原因、対処' : `詳細：全 ${steps} 手順、原因、対処`),
  toConfirm: (steps) => `別の環境で確かめるには：${steps} 手順、原因、対処`,
  unclear: '認証に関する問題のようですが、原因はまだ分かりません。',
  whyThisQuestion: 'この質問の理由',
  howToReply: 'ここに返信してください。トークン、鍵、アドレスは書かないでください。',
  neutralQuestion: 'どのコマンドまたはページが失敗し、正確に何が表示されますか（ステータスやエラーコードも含めて）？',
  correctAnswer: '誤り：`/triage wrong` · 解決：`/triage worked` · `/triage help`',
  correctQuestion: 'サインインと無関係な場合：`/triage wrong` · `/triage help`',
}
