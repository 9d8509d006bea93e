/**
 * Filters the rows of `/signatures` while somebody types, and hides groups without a row. Without JavaScript, the form
 * sends the words to the server, which filters in the same way.
 */
export const SEARCH_SCRIPT = `
const field = document.querySelector('#q')
const rows = [...document.querySelectorAll('[data-group] li')].map((row) => ({ row, text: row.dataset.text }))
const groups = [...document.querySelectorAll('[data-group]')]
field?.addEventListener('input', () => {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean)
  let found = 0
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word))
    if (!row.hidden) found += 1
  }
  for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])')
  document.querySelector('#found').textContent = words.length === 0 ? '' : found + (found === 1 ? ' signature found.' : ' signatures found.')
  history.replaceState(null, '', words.length === 0 ? location.pathname : '?q=' + encodeURIComponent(field.value))
})
`
