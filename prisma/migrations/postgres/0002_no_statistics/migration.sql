-- Written by hand: Prisma knows no statistics.

-- Of an owner who has half of all links, or a link that has half of all clicks, the planner would know
-- it, and look for the newest of them among all there are, in the order of ids. It does not know that
-- they may all be old ones. Without statistics everybody has few, to be found by an index.
ALTER TABLE "Link" ALTER COLUMN "ownerId" SET STATISTICS 0;
ALTER TABLE "LinkSearch" ALTER COLUMN "ownerId" SET STATISTICS 0;
ALTER TABLE "Click" ALTER COLUMN "linkId" SET STATISTICS 0;
