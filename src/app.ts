/**
 * The bot as a Probot application function: `auth-triage/app`. For `probot run ./dist/app.js` and `probot receive`; the
 * command `serve` is the complete bot.
 */
export { default } from './entrypoints/server/probot-app.ts'
