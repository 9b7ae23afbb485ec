// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"
#include "mutator.h"

#include <QDirIterator>
#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cstdio>

// The same target without libFuzzer, for any compiler: plays the inputs of its corpus, then damaged copies of them.
//   test_fuzz_NAME                            its folder of tests/fuzz/corpus
//   test_fuzz_NAME [--mutations N] [--seed N] FILE|FOLDER…

namespace {

struct Plan
{
    QStringList paths;
    int mutations = TANDEM_FUZZ_MUTATIONS;
    quint32 seed = 20261123;
};

Plan planOf(const QStringList &arguments)
{
    Plan plan;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == QLatin1String("--mutations"))
            plan.mutations = arguments.value(++i).toInt();
        else if (argument == QLatin1String("--seed"))
            plan.seed = arguments.value(++i).toUInt();
        else
            plan.paths.append(argument);
    }
    if (plan.paths.isEmpty())
        plan.paths.append(QStringLiteral(TANDEM_SOURCE_DIR "/tests/fuzz/corpus/" TANDEM_FUZZ_NAME));
    return plan;
}

/// In an order that does not depend on the file system.
QStringList filesOf(const QStringList &paths)
{
    QStringList files;
    for (const QString &path : paths) {
        if (QFileInfo(path).isFile())
            files.append(path);
        for (QDirIterator it(path, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
            files.append(it.next());
    }
    files.sort();
    return files;
}

/// Keeps on disk what is at work, so that after a crash it is known which input did it.
class Player
{
public:
    void play(const QByteArray &input)
    {
        keep(input);
        tandem::fuzz::fuzzOne(input);
    }
    void finish() { QFile::remove(m_path); }
    QString path() const { return QFileInfo(m_path).absoluteFilePath(); }

private:
    void keep(const QByteArray &input)
    {
        QFile file(m_path);
        if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            file.write(input);
    }

    const QString m_path = QStringLiteral("fuzz-" TANDEM_FUZZ_NAME ".input");
};

}

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Plan plan = planOf(arguments);
    std::vector<QByteArray> seeds;
    for (const QString &path : filesOf(plan.paths)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "Cannot read %s\n", qPrintable(path));
            return 2;
        }
        seeds.push_back(file.readAll());
    }
    if (seeds.empty()) {
        std::fprintf(stderr, "No inputs in %s\n", qPrintable(plan.paths.join(QLatin1Char(' '))));
        return 2;
    }
    Player player;
    std::printf("Should it crash: the input is kept in %s\n", qPrintable(player.path()));
    std::fflush(stdout);
    for (const QByteArray &seed : seeds)
        player.play(seed);
    tandem::fuzz::Mutator mutator(seeds, plan.seed);
    for (int i = 0; i < plan.mutations; ++i)
        player.play(mutator.next());
    player.finish();
    std::printf("%zu inputs and %d damaged ones.\n", seeds.size(), plan.mutations);
    return 0;
}
