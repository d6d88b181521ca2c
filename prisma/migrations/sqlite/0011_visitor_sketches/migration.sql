-- CreateTable
CREATE TABLE "LinkVisitorSketch" (
    "day" DATETIME NOT NULL,
    "linkId" INTEGER NOT NULL,
    "registers" BLOB NOT NULL,

    PRIMARY KEY ("day", "linkId")
);

-- CreateTable
CREATE TABLE "UserVisitorSketch" (
    "day" DATETIME NOT NULL,
    "userId" INTEGER NOT NULL,
    "registers" BLOB NOT NULL,

    PRIMARY KEY ("day", "userId")
);
