<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>mz::SettingsPage</name>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
</context>
</TS>
