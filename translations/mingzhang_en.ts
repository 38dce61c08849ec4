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
    <name>mz::FilterBar</name>
    <message numerus="yes">
        <source>%1, in %n other currencies too</source>
        <translation>
            <numerusform>%1, in %n other currency too</numerusform>
            <numerusform>%1, in %n other currencies too</numerusform>
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
