'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  root.classList.add('js');
  all('.theme, .tabs, .steps, .levels').forEach((it) => (it.hidden = false));

  byId('theme').addEventListener('change', (event) => {
    root.dataset.theme = event.target.value;
    if (!event.target.value) delete root.dataset.theme;
  });

  // The pictures, one at a time.
  const tabs = all('[role=tab]');
  const show = (tab) =>
    tabs.forEach((it) => {
      const chosen = it === tab;
      it.setAttribute('aria-selected', chosen);
      it.tabIndex = chosen ? 0 : -1;
      byId(it.getAttribute('aria-controls')).hidden = !chosen;
    });
  tabs.forEach((tab, i) => {
    const picture = byId(tab.getAttribute('aria-controls'));
    picture.setAttribute('role', 'tabpanel');
    picture.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => show(tab));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = tabs[(to + tabs.length) % tabs.length];
      show(next);
      next.focus();
    });
  });
  show(tabs[0]);

  // A part that is chosen, with whom it may reach and who may reach it.
  const panel = byId('panel');
  let origin = null;
  const drawn = (id) => all('.bp-part').filter((it) => it.getAttribute('href') === '#' + id || (it.dataset.more || '').split(' ').includes(id));
  const mark = (name, ids) => {
    all('.' + name).forEach((it) => it.classList.remove(name));
    ids.flatMap(drawn).forEach((it) => it.classList.add(name));
  };
  const close = () => {
    panel.hidden = true;
    mark('bp-selected', []);
    mark('bp-near', []);
    if (origin) origin.focus();
  };
  const choose = (id, more = []) => {
    const details = byId(id);
    const title = document.createElement('h3');
    title.textContent = details.querySelector('summary').textContent;
    title.tabIndex = -1;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Close';
    button.addEventListener('click', close);
    const rest = [...details.children].slice(1).map((it) => it.cloneNode(true));
    const others = more.map((it) => {
      const link = document.createElement('a');
      link.href = '#' + it;
      link.textContent = byId(it).querySelector('summary').textContent;
      return link;
    });
    const also = document.createElement('p');
    others.forEach((it, i) => also.append(i ? ', ' : 'Drawn as one with ', it));
    panel.replaceChildren(title, button, ...(others.length ? [also] : []), ...rest);
    panel.hidden = false;
    panel.scrollTop = 0;
    mark('bp-selected', [id]);
    mark('bp-near', all('.reaches a, .reached a', panel).map((it) => it.getAttribute('href').slice(1)));
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: 'nearest' });
  };
  byId('pictures').addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#d"]');
    if (!link) return;
    event.preventDefault();
    if (!panel.contains(link)) origin = link;
    choose(link.getAttribute('href').slice(1), link.dataset.more ? link.dataset.more.split(' ') : []);
  });
  byId('pictures').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) close();
  });

  // Elsewhere a link leads to the words on a part, which open.
  const open = () => {
    const target = location.hash.startsWith('#d') && byId(location.hash.slice(1));
    if (!target) return;
    target.open = true;
    target.querySelector('summary').focus();
    target.scrollIntoView();
  };
  addEventListener('hashchange', open);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#d"]');
    if (link && !event.defaultPrevented && link.getAttribute('href') === location.hash) open();
  });
  open();

  // A request, step by step.
  const steps = all('.walk li');
  const bar = document.querySelector('.steps');
  bar.hidden = steps.length === 0;
  let at = -1;
  all('button', bar).forEach((button) =>
    button.addEventListener('click', () => {
      at = (at + Number(button.dataset.step) + steps.length) % steps.length;
      steps.forEach((it, i) => (i === at ? it.setAttribute('aria-current', 'step') : it.removeAttribute('aria-current')));
      mark('bp-near', []);
      mark('bp-selected', [steps[at].dataset.from, steps[at].dataset.to]);
      bar.querySelector('output').textContent = `Step ${at + 1} of ${steps.length}: ${steps[at].firstChild.textContent}${[...steps[at].childNodes].slice(1).filter((it) => it.nodeName !== 'BR' && it.nodeName !== 'SMALL').map((it) => it.textContent).join('')}`;
    }),
  );

  // What it costs with usage of one's own.
  const dollars = (amount) => '$' + amount.toFixed(2);
  all('.cost').forEach((cost) => {
    const inputs = all('input', cost);
    const reckon = () => {
      const sums = inputs.map((it) => {
        const sum = Math.max(0, Number(it.value) || 0) * Number(it.dataset.price);
        it.closest('tr').querySelector('output').textContent = dollars(sum);
        return sum;
      });
      cost.querySelector('.usage').textContent = dollars(sums.reduce((one, other) => one + other, 0));
    };
    inputs.forEach((it) => it.addEventListener('input', reckon));
    all('[data-level]', cost).forEach((button) =>
      button.addEventListener('click', () => {
        inputs.forEach((it) => (it.value = it.dataset[button.dataset.level]));
        reckon();
      }),
    );
    const days = Math.floor((Date.now() - Date.parse(cost.dataset.date)) / 864e5);
    if (days > 180) {
      const age = cost.querySelector('.age');
      age.classList.add('old');
      age.textContent += ` That is ${days} days ago: check them before you rely on this.`;
    }
  });
})();
