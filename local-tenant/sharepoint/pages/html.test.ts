import fc from 'fast-check';
import { html, jsonBlock } from './html';

describe(html.name, () => {
  it('escapes what is put in, and keeps what it made itself', () => {
    const link = html`<a href="${'/?a=1&b="x"'}">${"<Tom's>"}</a>`;
    expect(html`<p>${link} ${3} ${[link]}</p>`.text).toBe(`<p>${link.text} 3 ${link.text}</p>`);
    expect(link.text).toBe('<a href="/?a=1&amp;b=&quot;x&quot;">&lt;Tom&#39;s&gt;</a>');
  });

  it('leaves no character of any text that begins markup or ends an attribute', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
  });
});

describe(jsonBlock.name, () => {
  it('carries any value, and nothing in it ends the block', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { text } = jsonBlock('context', { value, end: '</script><!--' });
        const [, json = ''] =
          /^<script type="application\/json" id="context">([^<]*)<\/script>$/.exec(text) ?? [];
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, end: '</script><!--' })));
      }),
    );
  });
});
