/**
 * What makes the form of /try better where JavaScript runs: a bar that shows how far the upload is. The page works
 * without it. The answer is a page of ours; only its main part replaces the old one.
 */
export const UPLOAD_SCRIPT = `
const form = document.querySelector('form[data-progress]')
form?.addEventListener('submit', (event) => {
  event.preventDefault()
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 })
  bar.setAttribute('aria-label', 'Upload')
  form.append(bar)
  const button = form.querySelector('button')
  button.disabled = true
  const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.responseType = 'document'
  request.upload.onprogress = ({ loaded, total }) => { bar.value = total > 0 ? loaded / total : 0 }
  request.upload.onload = () => bar.removeAttribute('value')
  request.onloadend = () => {
    bar.remove()
    button.disabled = false
    const answer = request.response?.querySelector('main')
    if (!answer) return form.submit()
    document.querySelector('main').replaceWith(answer)
    document.title = request.response.title
    answer.focus()
    scrollTo(0, 0)
  }
  request.send(new FormData(form))
})
`
