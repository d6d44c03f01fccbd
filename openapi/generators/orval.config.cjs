// The contract and the output folder are given by `make clients`.
module.exports = {
  brainstormmsp: {
    input: process.env.CONTRACT,
    output: { target: `${process.env.OUTPUT}/index.ts`, client: 'fetch', mode: 'single', baseUrl: '' },
  },
};
