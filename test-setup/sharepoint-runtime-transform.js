'use strict';

const path = require('node:path');

const runtime = path.join(__dirname, 'sharepoint-runtime.js');

module.exports = {
  process(_text, file) {
    const [, packageName] = /node_modules[\\/](@microsoft[\\/]sp-[a-z-]+)/.exec(file);
    const moduleName = packageName.replace('\\', '/');
    return {
      code: `module.exports = require(${JSON.stringify(runtime)}).load(${JSON.stringify(moduleName)});`,
    };
  },
};
