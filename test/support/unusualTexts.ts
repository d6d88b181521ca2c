/** 500 unusual texts that a header can contain. */
export const unusualTexts = Array.from({ length: 500 }, (_, number) =>
  [
    `${number}`,
    `"><script>alert(${number})</script>`,
    `Mozilla/5.0 (${"(".repeat(number)}`,
    `Ünïcödé-${String.fromCharCode(0xa1 + (number % 90)).repeat(20)}`,
    `https://${"a".repeat(number)}.example/${"x".repeat(number * 6)}`,
    `javascript:${number}`,
    "%00%ff\t;=",
  ].at(number % 7),
) as string[];
