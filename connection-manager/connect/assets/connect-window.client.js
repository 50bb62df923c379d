// Runs in the connect window. The window works without it; with it, SharePoint learns at once that the
// window is open or has gone, a form is sent once, and what is typed can be looked at.
(function () {
  'use strict';

  const presence = document.body.dataset.presence;
  const token = document.querySelector('input[name="csrf"]');
  if (presence !== undefined && token instanceof HTMLInputElement) {
    /** @param {'open' | 'left'} state */
    const report = function (state) {
      const body = new URLSearchParams({ csrf: token.value, state });
      if (state === 'left') navigator.sendBeacon(presence, body);
      else fetch(presence, { method: 'POST', body, credentials: 'same-origin' }).catch(function () {});
    };
    report('open');
    setInterval(function () {
      report('open');
    }, 3000);
    window.addEventListener('pagehide', function () {
      report('left');
    });
  }

  const form = document.querySelector('form');
  if (form !== null) {
    form.addEventListener('submit', function (event) {
      if (form.dataset.sent === 'true') event.preventDefault();
      form.dataset.sent = 'true';
      form.querySelectorAll('button').forEach(function (button) {
        button.setAttribute('aria-disabled', 'true');
      });
    });
    // Back from the next page, the browser may show this one as it was left.
    window.addEventListener('pageshow', function () {
      delete form.dataset.sent;
      form.querySelectorAll('button').forEach(function (button) {
        button.removeAttribute('aria-disabled');
      });
    });
  }

  const show = document.querySelector('input[data-shows]');
  const secret = show instanceof HTMLInputElement && document.getElementById(show.dataset.shows ?? '');
  if (show instanceof HTMLInputElement && secret instanceof HTMLInputElement) {
    show.closest('label')?.removeAttribute('hidden');
    show.addEventListener('change', function () {
      secret.type = show.checked ? 'text' : 'password';
    });
  }
})();
