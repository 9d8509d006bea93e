/**
 * Adds a progress bar to the form on /try if JavaScript is available. The form also works without it. The response is
 * one of our pages; its main part replaces the main part of the current page.
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
