'use strict';

module.exports = {
  process(text) {
    return { code: `module.exports = { __esModule: true, default: ${JSON.stringify(text)} };` };
  },
};
