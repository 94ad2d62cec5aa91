// Says, before the page is drawn, that script runs and modules are known: govuk-frontend's enhancements wait for these two names.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');
