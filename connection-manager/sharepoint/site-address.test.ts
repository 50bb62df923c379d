import { webAddress } from './site-address';

const hosts = ['contoso.sharepoint.com', 'contoso.sharepoint.localhost:8443'];

describe(webAddress.name, () => {
  it.each([
    ['https://contoso.sharepoint.com', 'https://contoso.sharepoint.com'],
    ['https://contoso.sharepoint.com/', 'https://contoso.sharepoint.com'],
    ['https://contoso.sharepoint.com/sites/operations', 'https://contoso.sharepoint.com/sites/operations'],
    ['https://contoso.sharepoint.com/sites/operations/', 'https://contoso.sharepoint.com/sites/operations'],
    ['HTTPS://Contoso.SharePoint.com/sites/A', 'https://contoso.sharepoint.com/sites/A'],
    [
      'https://contoso.sharepoint.localhost:8443/sites/a/b',
      'https://contoso.sharepoint.localhost:8443/sites/a/b',
    ],
    ['https://contoso.sharepoint.com/sites/Größe', 'https://contoso.sharepoint.com/sites/Gr%C3%B6%C3%9Fe'],
  ])('reads %s', (address, web) => {
    expect(webAddress(address, hosts)).toBe(web);
  });

  it.each([
    '',
    'contoso.sharepoint.com/sites/a',
    'http://contoso.sharepoint.com/sites/a',
    'https://evil.example/sites/a',
    'https://contoso.sharepoint.com.evil.example/sites/a',
    'https://evil.contoso.sharepoint.com/sites/a',
    'https://contoso.sharepoint.com:443/sites/a',
    'https://contoso.sharepoint.com:8443/sites/a',
    'https://contoso.sharepoint.localhost/sites/a',
    'https://contoso.sharepoint.com./sites/a',
    'https://contoso.sharepoint.com@evil.example/sites/a',
    'https://user@contoso.sharepoint.com/sites/a',
    'https://user:password@contoso.sharepoint.com/sites/a',
    'https:\\\\contoso.sharepoint.com\\sites\\a',
    'https:/contoso.sharepoint.com/sites/a',
    'https:///contoso.sharepoint.com/sites/a',
    'https://contoso.sharepoint.com//evil.example',
    'https://contoso.sharepoint.com/sites//a',
    'https://contoso.sharepoint.com/sites/a//',
    'https://contoso.sharepoint.com/sites/../a',
    'https://contoso.sharepoint.com/sites/a/..',
    'https://contoso.sharepoint.com/sites/./a',
    'https://contoso.sharepoint.com/sites/%2e%2e/a',
    'https://contoso.sharepoint.com/sites/%2E/a',
    'https://contoso.sharepoint.com/sites/a%2f_api',
    'https://contoso.sharepoint.com/sites/a%20b',
    'https://contoso.sharepoint.com/sites/a\\b',
    'https://contoso.sharepoint.com/sites/a?x=1',
    'https://contoso.sharepoint.com/sites/a#x',
    'https://contoso.sharepoint.com/_api',
    'https://contoso.sharepoint.com/sites/a/_api/web',
    'https://contoso.sharepoint.com/sites/a/_layouts/15/viewlsts.aspx',
    'https://contoso.sharepoint.com/sites/a/_vti_bin/client.svc',
    'https://contoso.sharepoint.com/sites/a/.git',
    'https://contoso.sharepoint.com/sites/a.',
    'https://contoso.sharepoint.com/sites/ a',
    'https://contoso.sharepoint.com/sites/a\n',
    'https://contoso.sharepoint.com/sites/a\t/b',
    'https://contoso.sharepoint.com/sites/a\u200b',
    'https://contoso.sharepoint.com/sites/a\ud800',
    "https://contoso.sharepoint.com/sites/a'b",
    'https://contoso.sharepoint.com/sites/a:b',
    'https://contoso.sharepoint.com/sites/a;b"c',
    ' https://contoso.sharepoint.com/sites/a',
  ])('refuses %j', (address) => {
    expect(webAddress(address, hosts)).toBeUndefined();
  });
});
