<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>mz::AlarmNotices</name>
    <message numerus="yes">
        <source>%1 alarms of this kind wait for somebody.</source>
        <translation>
            <numerusform>%1 alarm of this kind waits for somebody.</numerusform>
            <numerusform>%1 alarms of this kind wait for somebody.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AlarmRulesDialog</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AlarmText</name>
    <message numerus="yes">
        <source>%1: %n day(s) left.</source>
        <translation>
            <numerusform>%1: %n day left.</numerusform>
            <numerusform>%1: %n days left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Channel %1: %n call(s) refused within an hour.</source>
        <translation>
            <numerusform>Channel %1: %n call refused within an hour.</numerusform>
            <numerusform>Channel %1: %n calls refused within an hour.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong password(s) within an hour.</source>
        <translation>
            <numerusform>%n wrong password within an hour.</numerusform>
            <numerusform>%n wrong passwords within an hour.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Channel %1: %n place(s) are damaged.</source>
        <translation>
            <numerusform>Channel %1: %n place is damaged.</numerusform>
            <numerusform>Channel %1: %n places are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is %n second(s) behind channel %1.</source>
        <translation>
            <numerusform>It is %n second behind channel %1.</numerusform>
            <numerusform>It is %n seconds behind channel %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n megabyte(s) are left for %1.</source>
        <translation>
            <numerusform>%n megabyte is left for %1.</numerusform>
            <numerusform>%n megabytes are left for %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AlarmView</name>
    <message numerus="yes">
        <source>%1 alarms wait for somebody.</source>
        <translation>
            <numerusform>%1 alarm waits for somebody.</numerusform>
            <numerusform>%1 alarms wait for somebody.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AuditPanel</name>
    <message numerus="yes">
        <source>%1 %n place(s) damaged so far.</source>
        <translation>
            <numerusform>%1 %n place damaged so far.</numerusform>
            <numerusform>%1 %n places damaged so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AuditText</name>
    <message numerus="yes">
        <source>%1 More than %n place(s) are damaged; nothing was repaired or overwritten.</source>
        <translation>
            <numerusform>%1 More than %n place is damaged; nothing was repaired or overwritten.</numerusform>
            <numerusform>%1 More than %n places are damaged; nothing was repaired or overwritten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n place(s) are damaged; nothing was repaired or overwritten.</source>
        <translation>
            <numerusform>%1 %n place is damaged; nothing was repaired or overwritten.</numerusform>
            <numerusform>%1 %n places are damaged; nothing was repaired or overwritten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AuthorityTreeModel</name>
    <message numerus="yes">
        <source>%1, %2 certificates, %3 of them valid</source>
        <translation>
            <numerusform>%1, %2 certificate, %3 of them valid</numerusform>
            <numerusform>%1, %2 certificates, %3 of them valid</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::BlockStrip</name>
    <message numerus="yes">
        <source>%1
%2
%3, %n transaction(s), %4 refused
cosigned by %5
record %6
names before it %7</source>
        <translation>
            <numerusform>%1
%2
%3, %n transaction, %4 refused
cosigned by %5
record %6
names before it %7</numerusform>
            <numerusform>%1
%2
%3, %n transactions, %4 refused
cosigned by %5
record %6
names before it %7</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2
%3
%n transaction(s), %4 refused
%5 to %6</source>
        <translation>
            <numerusform>%1: %2
%3
%n transaction, %4 refused
%5 to %6</numerusform>
            <numerusform>%1: %2
%3
%n transactions, %4 refused
%5 to %6</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::BlockTableModel</name>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::BudgetView</name>
    <message numerus="yes">
        <source>%n budget lines</source>
        <translation>
            <numerusform>%n budget line</numerusform>
            <numerusform>%n budget lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n budget lines, in %1</source>
        <translation>
            <numerusform>%n budget line, in %1</numerusform>
            <numerusform>%n budget lines, in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::CertificateFilterModel</name>
    <message numerus="yes">
        <source>Ending within %n days</source>
        <translation>
            <numerusform>Ending within %n day</numerusform>
            <numerusform>Ending within %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::CertificateSettling</name>
    <message numerus="yes">
        <source>%n channel(s) took over what the certificate authority had issued or revoked.</source>
        <translation>
            <numerusform>%n channel took over what the certificate authority had issued or revoked.</numerusform>
            <numerusform>%n channels took over what the certificate authority had issued or revoked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::CertificateWords</name>
    <message numerus="yes">
        <source>Valid, %n days left</source>
        <translation>
            <numerusform>Valid, %n day left</numerusform>
            <numerusform>Valid, %n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done on all %1 channels.</source>
        <translation>
            <numerusform>Done on the one channel.</numerusform>
            <numerusform>Done on all %1 channels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revocation list, %n new</source>
        <translation>
            <numerusform>Revocation list, %n new</numerusform>
            <numerusform>Revocation list, %n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::CertificatesPage</name>
    <message numerus="yes">
        <source>%1 certificates</source>
        <translation>
            <numerusform>%1 certificate</numerusform>
            <numerusform>%1 certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at most %n certificates at once.</source>
        <translation>
            <numerusform>Choose at most %n certificate at once.</numerusform>
            <numerusform>Choose at most %n certificates at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %1. It is good for %n days.</source>
        <translation>
            <numerusform>Saved %1. It is good for %n day.</numerusform>
            <numerusform>Saved %1. It is good for %n days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::ExpiryStrip</name>
    <message numerus="yes">
        <source>%1 certificates end in %2</source>
        <translation>
            <numerusform>%1 certificate ends in %2</numerusform>
            <numerusform>%1 certificates end in %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::FilePasswordDialog</name>
    <message numerus="yes">
        <source>At least %n characters.</source>
        <translation>
            <numerusform>At least %n character.</numerusform>
            <numerusform>At least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::FilterBar</name>
    <message numerus="yes">
        <source>%1, in %n other currencies too</source>
        <translation>
            <numerusform>%1, in %n other currency too</numerusform>
            <numerusform>%1, in %n other currencies too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments</source>
        <translation>
            <numerusform>%1 payment</numerusform>
            <numerusform>%1 payments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments match</source>
        <translation>
            <numerusform>%1 payment matches</numerusform>
            <numerusform>%1 payments match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments: %2</source>
        <translation>
            <numerusform>%1 payment: %2</numerusform>
            <numerusform>%1 payments: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::FinanceFilterModel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::FinancePage</name>
    <message numerus="yes">
        <source>%1 payments written to %2.</source>
        <translation>
            <numerusform>%1 payment written to %2.</numerusform>
            <numerusform>%1 payments written to %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::ImportCertificatesDialog</name>
    <message numerus="yes">
        <source>%1 objects were found; %2 can be taken over. Those that are selected will be.</source>
        <translation>
            <numerusform>%1 object was found; %2 can be taken over. It is if it is selected.</numerusform>
            <numerusform>%1 objects were found; %2 can be taken over. Those that are selected will be.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %1 objects</source>
        <translation>
            <numerusform>Take over %1 object</numerusform>
            <numerusform>Take over %1 objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::ImportDialog</name>
    <message numerus="yes">
        <source>Of the first %1 rows, %2 would be refused</source>
        <translation>
            <numerusform>Of the first row, %2 would be refused</numerusform>
            <numerusform>Of the first %1 rows, %2 would be refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 rows can all be recorded.</source>
        <translation>
            <numerusform>The first row can be recorded.</numerusform>
            <numerusform>The first %1 rows can all be recorded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the first %1 rows, %2 can be recorded.</source>
        <translation>
            <numerusform>Of the first row, %2 can be recorded.</numerusform>
            <numerusform>Of the first %1 rows, %2 can be recorded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments would be recorded</source>
        <translation>
            <numerusform>%1 payment would be recorded</numerusform>
            <numerusform>%1 payments would be recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments recorded</source>
        <translation>
            <numerusform>%1 payment recorded</numerusform>
            <numerusform>%1 payments recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows in %2 seconds.</source>
        <translation>
            <numerusform>%1 row in %2 seconds.</numerusform>
            <numerusform>%1 rows in %2 seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 refused rows</source>
        <translation>
            <numerusform>%1 refused row</numerusform>
            <numerusform>%1 refused rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 refused rows written to %2.</source>
        <translation>
            <numerusform>%1 refused row written to %2.</numerusform>
            <numerusform>%1 refused rows written to %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::IssueDialog</name>
    <message numerus="yes">
        <source>%1 certificates</source>
        <translation>
            <numerusform>%1 certificate</numerusform>
            <numerusform>%1 certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; the last %n lines are too many and left out</source>
        <translation>
            <numerusform>; the last line is too many and left out</numerusform>
            <numerusform>; the last %n lines are too many and left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Issuing %1 certificates…</source>
        <translation>
            <numerusform>Issuing %1 certificate…</numerusform>
            <numerusform>Issuing %1 certificates…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are issued</source>
        <translation>
            <numerusform>%1 certificate is issued</numerusform>
            <numerusform>%1 certificates are issued</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::JournalView</name>
    <message numerus="yes">
        <source>%1 entries</source>
        <translation>
            <numerusform>%1 entry</numerusform>
            <numerusform>%1 entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::LedgerView</name>
    <message numerus="yes">
        <source>%1 transactions</source>
        <translation>
            <numerusform>%1 transaction</numerusform>
            <numerusform>%1 transactions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 transactions; looked back to %2</source>
        <translation>
            <numerusform>At least %1 transaction; looked back to %2</numerusform>
            <numerusform>At least %1 transactions; looked back to %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 new</source>
        <translation>
            <numerusform>At least %1 new</numerusform>
            <numerusform>At least %1 new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 new</source>
        <translation>
            <numerusform>%1 new</numerusform>
            <numerusform>%1 new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::LockingCard</name>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::MainWindow</name>
    <message numerus="yes">
        <source>Locked after %Ln minute(s) without input.</source>
        <translation>
            <numerusform>Locked after %Ln minute without input.</numerusform>
            <numerusform>Locked after %Ln minutes without input.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::NotificationBell</name>
    <message numerus="yes">
        <source>Notifications: %Ln new, the gravest: %1</source>
        <translation>
            <numerusform>Notifications: %Ln new, the gravest: %1</numerusform>
            <numerusform>Notifications: %Ln new, the gravest: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::OperationsCentre</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::OverviewPage</name>
    <message numerus="yes">
        <source>%1, and %n more currency(s)</source>
        <translation>
            <numerusform>%1, and %n more currency</numerusform>
            <numerusform>%1, and %n more currencies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them cosign</source>
        <translation>
            <numerusform>%n of them cosigns</numerusform>
            <numerusform>%n of them cosign</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::OverviewText</name>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <translation>
            <numerusform>%n second ago</numerusform>
            <numerusform>%n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Verified %1, up to block %2: %n place(s) are damaged.</source>
        <translation>
            <numerusform>Verified %1, up to block %2: %n place is damaged.</numerusform>
            <numerusform>Verified %1, up to block %2: %n places are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) were decided today by the contracts&apos; rules alone, %1 of them refused.</source>
        <translation>
            <numerusform>%n call was decided today by the contracts&apos; rules alone, %1 of them refused.</numerusform>
            <numerusform>%n calls were decided today by the contracts&apos; rules alone, %1 of them refused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) were refused by rules or contracts.</source>
        <translation>
            <numerusform>%n call was refused by rules or contracts.</numerusform>
            <numerusform>%n calls were refused by rules or contracts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 others wait for somebody.</source>
        <translation>
            <numerusform>%1 other waits for somebody.</numerusform>
            <numerusform>%1 others wait for somebody.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest block is cosigned by %1 of %2 (needed: %3). %n of them may lie without being able to contradict it.</source>
        <translation>
            <numerusform>The newest block is cosigned by %1 of %2 (needed: %3). %n of them may lie without being able to contradict it.</numerusform>
            <numerusform>The newest block is cosigned by %1 of %2 (needed: %3). %n of them may lie without being able to contradict it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::PaymentDetail</name>
    <message numerus="yes">
        <source>%n of %1 organizations executed the same block and signed the same result; %2 are needed.</source>
        <translation>
            <numerusform>%n of %1 organizations executed the block and signed its result; %2 are needed.</numerusform>
            <numerusform>%n of %1 organizations executed the same block and signed the same result; %2 are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 organizations have signed this block so far; %2 are needed until it is final.</source>
        <translation>
            <numerusform>%n of %1 organizations has signed this block so far; %2 are needed until it is final.</numerusform>
            <numerusform>%n of %1 organizations have signed this block so far; %2 are needed until it is final.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::PaymentTable</name>
    <message numerus="yes">
        <source>%1 rows copied.</source>
        <translation>
            <numerusform>%1 row copied.</numerusform>
            <numerusform>%1 rows copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::RateChart</name>
    <message numerus="yes">
        <source>%1 to %2
%n transaction(s), %3 a minute, %4 refused</source>
        <translation>
            <numerusform>%1 to %2
%n transaction, %3 a minute, %4 refused</numerusform>
            <numerusform>%1 to %2
%n transactions, %3 a minute, %4 refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::ReceiptPage</name>
    <message numerus="yes">
        <source>And %Ln more value(s), which the receipt itself has.</source>
        <translation>
            <numerusform>And %Ln more value, which the receipt itself has.</numerusform>
            <numerusform>And %Ln more values, which the receipt itself has.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::RenewDialog</name>
    <message numerus="yes">
        <source>Renew %1 certificates</source>
        <translation>
            <numerusform>Renew %1 certificate</numerusform>
            <numerusform>Renew %1 certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are renewed</source>
        <translation>
            <numerusform>%1 certificate is renewed</numerusform>
            <numerusform>%1 certificates are renewed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::RevokeDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Release %1 certificates</source>
        <translation>
            <numerusform>Release %1 certificate</numerusform>
            <numerusform>Release %1 certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %1 certificates</source>
        <translation>
            <numerusform>Revoke %1 certificate</numerusform>
            <numerusform>Revoke %1 certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are released</source>
        <translation>
            <numerusform>%1 certificate is released</numerusform>
            <numerusform>%1 certificates are released</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are revoked</source>
        <translation>
            <numerusform>%1 certificate is revoked</numerusform>
            <numerusform>%1 certificates are revoked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::SearchModel</name>
    <message numerus="yes">
        <source>%Ln payment(s)</source>
        <translation>
            <numerusform>%Ln payment</numerusform>
            <numerusform>%Ln payments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::StatusLine</name>
    <message numerus="yes">
        <source>%1 transaction(s)</source>
        <translation>
            <numerusform>%1 transaction</numerusform>
            <numerusform>%1 transactions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::TableCommands</name>
    <message numerus="yes">
        <source>%1 rows went to the printer.</source>
        <translation>
            <numerusform>%1 row went to the printer.</numerusform>
            <numerusform>%1 rows went to the printer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows written to %2.</source>
        <translation>
            <numerusform>%1 row written to %2.</numerusform>
            <numerusform>%1 rows written to %2.</numerusform>
        </translation>
    </message>
</context>
</TS>
