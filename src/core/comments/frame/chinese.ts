import type { Frame } from './frame.ts'

export const CHINESE: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return '标题'
    const text = where === 'comment' ? `您 ${name} 的评论` : where === 'file' ? name : '描述'
    return `${text}${line === null ? '' : `第 ${line} 行`}${heading === '' ? '' : `（“${heading}”一节）`}`
  },
  from: (place) => `摘自${place}：`,
  looksLike: (title, isSure) => `这看起来是 **${title}**（${isSure ? '确定' : '很可能'}）。`,
  saidByMaintainer: (title) => `维护者认为这是 **${title}**。`,
  reportedBefore: '此前已有报告：',
  checkFirst: '请先检查',
  reportShows: '报告已经表明',
  explained: '报告已经说明了原因，您无需再检查。下一步由维护者处理。',
  confirmedIf: '出现以下情况即可确认：',
  more: (steps) => (steps === 0 ? '更多：原因、解决办法' : `更多：全部 ${steps} 个步骤、原因、解决办法`),
  toConfirm: (steps) => `在另一台机器上确认：${steps} 个步骤、原因、解决办法`,
  unclear: '这是一个身份验证问题，但原因尚不清楚。',
  whyThisQuestion: '为什么问这个',
  howToReply: '请在此回复，不要附上令牌、密钥和地址。',
  neutralQuestion: '哪个命令或页面失败了，它输出的内容具体是什么（包括状态码或错误代码）？',
  correctAnswer: '不对：`/triage wrong` · 已解决：`/triage worked` · `/triage help`',
  correctQuestion: '与登录无关：`/triage wrong` · `/triage help`',
}
