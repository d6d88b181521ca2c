-- WITHOUT ROWID is written by hand, here and in any later migration that rebuilds one of these tables:
-- rows lie in the order of their primary key, once and not twice.

-- CreateTable
CREATE TABLE "Click" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "linkId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "referrerHost" TEXT,
    "country" TEXT,
    "browser" TEXT,
    "system" TEXT,
    "device" TEXT,
    "isBot" BOOLEAN NOT NULL,
    "visitorMark" BLOB,
    CONSTRAINT "Click_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitorKey" (
    "day" DATETIME NOT NULL PRIMARY KEY,
    "key" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "LinkHour" (
    "linkId" INTEGER NOT NULL,
    "hour" DATETIME NOT NULL,
    "clicks" INTEGER NOT NULL,
    "visitors" INTEGER NOT NULL,
    "bots" INTEGER NOT NULL,

    PRIMARY KEY ("linkId", "hour"),
    CONSTRAINT "LinkHour_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "LinkDay" (
    "linkId" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "day" DATETIME NOT NULL,
    "value" TEXT NOT NULL,
    "clicks" INTEGER NOT NULL,

    PRIMARY KEY ("linkId", "dimension", "day", "value"),
    CONSTRAINT "LinkDay_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "LinkVisitor" (
    "day" DATETIME NOT NULL,
    "linkId" INTEGER NOT NULL,
    "mark" BLOB NOT NULL,

    PRIMARY KEY ("day", "linkId", "mark")
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "UserHour" (
    "userId" INTEGER NOT NULL,
    "hour" DATETIME NOT NULL,
    "clicks" INTEGER NOT NULL,
    "visitors" INTEGER NOT NULL,
    "bots" INTEGER NOT NULL,

    PRIMARY KEY ("userId", "hour"),
    CONSTRAINT "UserHour_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "UserDay" (
    "userId" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "day" DATETIME NOT NULL,
    "value" TEXT NOT NULL,
    "clicks" INTEGER NOT NULL,

    PRIMARY KEY ("userId", "dimension", "day", "value"),
    CONSTRAINT "UserDay_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "UserVisitor" (
    "day" DATETIME NOT NULL,
    "userId" INTEGER NOT NULL,
    "mark" BLOB NOT NULL,

    PRIMARY KEY ("day", "userId", "mark")
) WITHOUT ROWID;

-- CreateIndex
CREATE INDEX "Click_linkId_id_idx" ON "Click"("linkId", "id");
