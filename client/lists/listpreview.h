// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/listpdf.h"

#include <QPointer>

namespace tandem::client {

/// Collects the rows of a list and shows its pages before they are printed. Fails with TooLarge ("tooManyToPrint",
/// "moreThanPrinted" where the server has some): nobody turns over thousands of pages, and a file of them can be had
/// without a preview.
class ListPreview final : public ListJob
{
    Q_OBJECT

public:
    static constexpr int mostRows = 5'000;

    ListPreview(FieldContext context, ListQuery query, ListLook look, QWidget *window, QObject *parent);

protected:
    Result<void> begin(int total) override;
    Result<void> write(const std::vector<QStringList> &rows) override;
    void complete() override;
    bool takesRest() const override { return m_look.withRest; }

private:
    ListLook m_look;
    QPointer<QWidget> m_window;
    std::vector<QStringList> m_rows;
};

}
