-- CreateTable
CREATE TABLE "LinkVisitorSketch" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "linkId" BIGINT NOT NULL,
    "registers" BYTEA NOT NULL,

    CONSTRAINT "LinkVisitorSketch_pkey" PRIMARY KEY ("day","linkId")
);

-- CreateTable
CREATE TABLE "UserVisitorSketch" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "userId" BIGINT NOT NULL,
    "registers" BYTEA NOT NULL,

    CONSTRAINT "UserVisitorSketch_pkey" PRIMARY KEY ("day","userId")
);
