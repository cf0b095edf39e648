// data-test: name, password, sign-in, sign-in-fault.
import { html, useState } from '../vendor/htm-preact-3.1.1.js';
import { loadAbout, tell } from '../api.js';
import { go } from '../links.js';

export function SignIn() {
  const [fault, setFault] = useState(null);
  const submit = async event => {
    event.preventDefault();
    const form = new FormData(event.target);
    try {
      await tell('/api/sign-in', { name: form.get('name'), password: form.get('password') });
      await loadAbout();
      if (location.pathname === '/sign-in') go('/');
    } catch (error) {
      setFault(error);
    }
  };
  return html`
    <form class="card sign-in" onSubmit=${submit}>
      <h1>Sign in</h1>
      <label>Name<input name="name" autocomplete="username" required autofocus data-test="name" /></label>
      <label>Password<input name="password" type="password" autocomplete="current-password" required data-test="password" /></label>
      <button class="button main" data-test="sign-in">Sign in</button>
      ${fault && html`<p class="fault" role="alert" data-test="sign-in-fault">${fault.message}</p>`}
    </form>`;
}
