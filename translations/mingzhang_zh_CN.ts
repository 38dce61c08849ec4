<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SettingsText</name>
    <message>
        <source>The file was damaged. The version before it is in use; the damaged one is kept as %1.damaged.</source>
        <translation>设置文件已损坏，现使用其前一版本；损坏的文件保存为 %1.damaged。</translation>
    </message>
    <message>
        <source>The file was damaged, and so was the version before it. Everything is as on the first day; the damaged one is kept as %1.damaged.</source>
        <translation>设置文件及其前一版本均已损坏，一切恢复为初始设置；损坏的文件保存为 %1.damaged。</translation>
    </message>
    <message>
        <source>The file %1 cannot be opened. Check its permissions; until then changes are not kept.</source>
        <translation>无法打开文件 %1。请检查其权限；在此之前所作更改不会保存。</translation>
    </message>
    <message>
        <source>Some values in %1 mean nothing and are at their defaults: %2.</source>
        <translation>%1 中有些值没有意义，已使用默认值：%2。</translation>
    </message>
</context>
<context>
    <name>mz::ActionRegistry</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>mz::Actions</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Unlock identities…</source>
        <translation>解锁身份…</translation>
    </message>
    <message>
        <source>Lock identities</source>
        <translation>锁定身份</translation>
    </message>
    <message>
        <source>Open a network folder…</source>
        <translation>打开网络文件夹…</translation>
    </message>
    <message>
        <source>Open the demonstration network</source>
        <translation>打开演示网络</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>财政</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Verify the channel</source>
        <translation>校验本通道</translation>
    </message>
    <message>
        <source>Import payments…</source>
        <translation>导入支付…</translation>
    </message>
    <message>
        <source>Export payments…</source>
        <translation>导出支付…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Copy a link to what is shown</source>
        <translation>复制当前内容的链接</translation>
    </message>
    <message>
        <source>Choose a channel…</source>
        <translation>选择通道…</translation>
    </message>
    <message>
        <source>Close the network</source>
        <translation>关闭网络</translation>
    </message>
    <message>
        <source>Navigation as icons or with names</source>
        <translation>导航栏只显图标或带名称</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Language: Chinese</source>
        <translation>语言：中文</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：英文</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>本页帮助</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Wall view</source>
        <translation>大屏视图</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Create a network…</source>
        <translation>创建网络…</translation>
    </message>
    <message>
        <source>What was done on the ledger</source>
        <translation>账本上的活动</translation>
    </message>
    <message>
        <source>What was done in this program</source>
        <translation>本程序中的操作</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Rules of the alarms…</source>
        <translation>告警规则…</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Choose the table&apos;s columns…</source>
        <translation>选择表格的列…</translation>
    </message>
    <message>
        <source>Save the table as CSV…</source>
        <translation>将表格保存为 CSV…</translation>
    </message>
    <message>
        <source>Save the table as PDF…</source>
        <translation>将表格保存为 PDF…</translation>
    </message>
    <message>
        <source>Print the table…</source>
        <translation>打印表格…</translation>
    </message>
    <message>
        <source>Compare the block with…</source>
        <translation>与另一区块比较…</translation>
    </message>
    <message>
        <source>Join a network…</source>
        <translation>加入网络…</translation>
    </message>
    <message>
        <source>Invite an organization to the channel…</source>
        <translation>邀请机构加入通道…</translation>
    </message>
    <message>
        <source>Issue certificates…</source>
        <translation>签发证书…</translation>
    </message>
    <message>
        <source>Renew the chosen certificates…</source>
        <translation>续签所选证书…</translation>
    </message>
    <message>
        <source>Revoke the chosen certificates…</source>
        <translation>吊销所选证书…</translation>
    </message>
    <message>
        <source>Release the chosen certificates from hold…</source>
        <translation>解除所选证书的冻结…</translation>
    </message>
    <message>
        <source>Save a revocation list…</source>
        <translation>保存吊销列表…</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Import certificates…</source>
        <translation>导入证书…</translation>
    </message>
</context>
<context>
    <name>mz::ActivitiesPage</name>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>On the ledger</source>
        <translation>在账本上</translation>
    </message>
    <message>
        <source>In this program</source>
        <translation>在本程序中</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Alarms (%1)</source>
        <translation>告警（%1）</translation>
    </message>
    <message>
        <source>Views of the activity</source>
        <translation>活动的视图</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出为 CSV</translation>
    </message>
    <message>
        <source>The rows that are listed, in the columns that are shown. The table&apos;s menu has PDF and printing too.</source>
        <translation>列出的行，按显示的列导出。表格菜单中还有 PDF 和打印。</translation>
    </message>
</context>
<context>
    <name>mz::ActivityFilterModel</name>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>全部通道</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>All organizations</source>
        <translation>全部机构</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>全部调用</translation>
    </message>
    <message>
        <source>All of %1</source>
        <translation>%1 的全部调用</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Executed and refused</source>
        <translation>已执行和被拒</translation>
    </message>
    <message>
        <source>Executed</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>From day to day</source>
        <translation>指定日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
</context>
<context>
    <name>mz::ActivityModel</name>
    <message>
        <source>not kept</source>
        <translation>未保留</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>mz::AlarmModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测得情况</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Acknowledged by</source>
        <translation>受理</translation>
    </message>
</context>
<context>
    <name>mz::AlarmNotices</name>
    <message>
        <source>Show the alarm</source>
        <translation>查看告警</translation>
    </message>
    <message numerus="yes">
        <source>%1 alarms of this kind wait for somebody.</source>
        <translation>
            <numerusform>此类告警有 %1 个待受理。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::AlarmRulesDialog</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source> days left</source>
        <translation> 天内</translation>
    </message>
    <message>
        <source> in an hour</source>
        <translation> 次/小时</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source> MB left</source>
        <translation> MB 以下</translation>
    </message>
    <message>
        <source> or more</source>
        <translation> 处及以上</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Rules of the alarms</source>
        <translation>告警规则</translation>
    </message>
    <message>
        <source>An alarm is raised when a measurement reaches its figure. While it lasts and nobody has acknowledged it, it is told again.</source>
        <translation>测量值达到设定数值即告警。告警持续且无人受理时会再次提醒。</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Raised from</source>
        <translation>触发值</translation>
    </message>
    <message>
        <source>Measured every</source>
        <translation>测量间隔</translation>
    </message>
    <message>
        <source>Told again after</source>
        <translation>再次提醒间隔</translation>
    </message>
    <message>
        <source>Watch: %1</source>
        <translation>监视：%1</translation>
    </message>
    <message>
        <source>%1: raised from</source>
        <translation>%1：触发值</translation>
    </message>
    <message>
        <source>as soon as it is seen</source>
        <translation>一经发现</translation>
    </message>
    <message>
        <source>%1: measured every</source>
        <translation>%1：测量间隔</translation>
    </message>
    <message>
        <source>%1: told again after</source>
        <translation>%1：再次提醒间隔</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The rules are saved and hold from the next measurement on.</source>
        <translation>规则已保存，从下一次测量起生效。</translation>
    </message>
    <message>
        <source>The rules were not saved. %1</source>
        <translation>规则未保存。%1</translation>
    </message>
</context>
<context>
    <name>mz::AlarmText</name>
    <message>
        <source>Certificate ends soon</source>
        <translation>证书即将到期</translation>
    </message>
    <message>
        <source>Many calls are refused</source>
        <translation>被拒调用过多</translation>
    </message>
    <message>
        <source>Wrong passwords were given</source>
        <translation>有人输错密码</translation>
    </message>
    <message>
        <source>Verification found damage</source>
        <translation>校验发现损坏</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong</source>
        <translation>本机时钟不准</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>磁盘将满</translation>
    </message>
    <message>
        <source>Histories diverge</source>
        <translation>历史出现分歧</translation>
    </message>
    <message>
        <source>A channel takes no blocks</source>
        <translation>有通道已停止出块</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n day(s) left.</source>
        <translation>
            <numerusform>%1：还剩 %n 天。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Channel %1: %n call(s) refused within an hour.</source>
        <translation>
            <numerusform>通道 %1：一小时内 %n 笔调用被拒。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong password(s) within an hour.</source>
        <translation>
            <numerusform>一小时内输错密码 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Channel %1: %n place(s) are damaged.</source>
        <translation>
            <numerusform>通道 %1：%n 处损坏。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is %n second(s) behind channel %1.</source>
        <translation>
            <numerusform>比通道 %1 慢 %n 秒。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n megabyte(s) are left for %1.</source>
        <translation>
            <numerusform>%1 还剩 %n MB 空间。</numerusform>
        </translation>
    </message>
    <message>
        <source>Channel %1: another node signed a different history from block %2 on.</source>
        <translation>通道 %1：从区块 %2 起，另有节点签署了不同的历史。</translation>
    </message>
    <message>
        <source>Channel %1 can only be read.</source>
        <translation>通道 %1 只能读取。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Have it renewed by its organization&apos;s authority before that day.</source>
        <translation>请在到期前由所属机构的证书机构续期。</translation>
    </message>
    <message>
        <source>Look at the refused calls: their reasons say who has to change what.</source>
        <translation>请查看被拒的调用：原因会说明谁该改什么。</translation>
    </message>
    <message>
        <source>Ask who sat at this computer; change the password if nobody says so.</source>
        <translation>请问清当时谁在使用本机；无人承认则更换密码。</translation>
    </message>
    <message>
        <source>Keep the file as it is, and fetch the channel from another node or a backup.</source>
        <translation>请保持文件原样，并从其他节点或备份取回该通道。</translation>
    </message>
    <message>
        <source>Set the clock, and let it be kept by a time server.</source>
        <translation>请校准时钟，并交由时间服务器维持。</translation>
    </message>
    <message>
        <source>Make room: a full disk stops the channels.</source>
        <translation>请腾出空间：磁盘写满后通道会停止。</translation>
    </message>
    <message>
        <source>Verify the channel to see why.</source>
        <translation>请校验该通道以查明原因。</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Tell the administrators of all members. If the channel is stopped, rely on nothing since that block.</source>
        <translation>请通知所有成员的管理员。若通道已停止，该区块之后的内容均不可信赖。</translation>
    </message>
</context>
<context>
    <name>mz::AlarmView</name>
    <message>
        <source>Everything that can raise an alarm was measured.</source>
        <translation>所有可能触发告警的项目均已测量。</translation>
    </message>
    <message>
        <source>No alarm waits for anybody.</source>
        <translation>没有待受理的告警。</translation>
    </message>
    <message numerus="yes">
        <source>%1 alarms wait for somebody.</source>
        <translation>
            <numerusform>%1 个告警待受理。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the alarms</source>
        <translation>正在读取告警</translation>
    </message>
    <message>
        <source>There has been no alarm</source>
        <translation>尚无告警</translation>
    </message>
    <message>
        <source>Certificates, refusals, wrong passwords, clock, disk and the state of every channel are measured all the time. The rules say from when on somebody is told.</source>
        <translation>证书、拒绝次数、错误密码、时钟、磁盘和各通道的状态一直在测量。规则决定从何时起提醒。</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>规则…</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量于</translation>
    </message>
    <message>
        <source>Over since</source>
        <translation>结束于</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>受理于</translation>
    </message>
    <message>
        <source>By</source>
        <translation>受理人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Show what was refused</source>
        <translation>查看被拒的调用</translation>
    </message>
    <message>
        <source>Show the chain</source>
        <translation>查看链</translation>
    </message>
    <message>
        <source>Acknowledged. It is not told again while it lasts, unless it gets worse.</source>
        <translation>已受理。持续期间不再提醒，除非加重。</translation>
    </message>
    <message>
        <source>The alarm was not acknowledged. %1</source>
        <translation>告警未受理。%1</translation>
    </message>
    <message>
        <source>Alarms, those that last first</source>
        <translation>告警，持续中的在前</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Measures everything at once, whatever the intervals say.</source>
        <translation>不论间隔多久，立即测量所有项目。</translation>
    </message>
    <message>
        <source>Rules of the alarms</source>
        <translation>告警规则</translation>
    </message>
    <message>
        <source>From when on an alarm is raised, how often it is measured, and when it is told again.</source>
        <translation>从何值起告警、多久测量一次、何时再次提醒。</translation>
    </message>
    <message>
        <source>&amp;Note: what is being done about it</source>
        <translation>备注：正在采取的措施(&amp;N)</translation>
    </message>
    <message>
        <source>Note: what is being done about it</source>
        <translation>备注：正在采取的措施</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Acknowledge this alarm</source>
        <translation>受理此告警</translation>
    </message>
    <message>
        <source>Show what ends</source>
        <translation>查看即将到期的证书</translation>
    </message>
</context>
<context>
    <name>mz::AmountEditor</name>
    <message>
        <source>At least</source>
        <translation>不低于</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>不高于</translation>
    </message>
    <message>
        <source>In whole units of the currency, such as 1,500 or 20.50. Refunds are negative.</source>
        <translation>以元等主币单位填写，如 1,500 或 20.50；退款为负数。</translation>
    </message>
    <message>
        <source>This is not an amount. Write digits, such as 1500 or 20.50.</source>
        <translation>这不是金额。请填写数字，如 1500 或 20.50。</translation>
    </message>
</context>
<context>
    <name>mz::AppearanceCard</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Size of everything</source>
        <translation>整体大小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Contrast</source>
        <translation>对比度(&amp;C)</translation>
    </message>
    <message>
        <source>Stronger lines and texts</source>
        <translation>加强线条和文字</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>整体大小</translation>
    </message>
    <message>
        <source>A new size is used when Mingzhang is started next; everything else changes at once.</source>
        <translation>新的大小在下次启动明账时生效；其他更改立即生效。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>mz::AuditPanel</name>
    <message>
        <source>verified</source>
        <translation>校验通过</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>有损坏</translation>
    </message>
    <message>
        <source>Close the report</source>
        <translation>关闭报告</translation>
    </message>
    <message>
        <source>Damaged places</source>
        <translation>损坏位置</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>损坏部分</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on verifying</source>
        <translation>继续校验</translation>
    </message>
    <message>
        <source>Pause verifying</source>
        <translation>暂停校验</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>校验中</translation>
    </message>
    <message>
        <source>Checked up to block %1.</source>
        <translation>已校验到区块 %1。</translation>
    </message>
    <message>
        <source>Beginning with the first block.</source>
        <translation>从第一个区块开始。</translation>
    </message>
    <message numerus="yes">
        <source>%1 %n place(s) damaged so far.</source>
        <translation>
            <numerusform>%1目前发现 %n 处损坏。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Text (*.txt);;JSON (*.json)</source>
        <translation>文本 (*.txt);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop verifying</source>
        <translation>停止校验</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
</context>
<context>
    <name>mz::AuditText</name>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>envelope</source>
        <translation>信封</translation>
    </message>
    <message>
        <source>leaf</source>
        <translation>叶</translation>
    </message>
    <message>
        <source>history tree</source>
        <translation>历史树</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>cosignature</source>
        <translation>联署</translation>
    </message>
    <message>
        <source>finance figures</source>
        <translation>财政数据</translation>
    </message>
    <message>
        <source>index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>The file itself is damaged and cannot be read here.</source>
        <translation>文件本身已损坏，此处无法读取。</translation>
    </message>
    <message>
        <source>The block record does not agree with the chain.</source>
        <translation>区块记录与链不一致。</translation>
    </message>
    <message>
        <source>The stored envelope does not agree with its leaf or its signature.</source>
        <translation>存储的信封与其叶或签名不一致。</translation>
    </message>
    <message>
        <source>The leaf does not agree with the transaction and its result.</source>
        <translation>叶与交易及其结果不一致。</translation>
    </message>
    <message>
        <source>The history tree does not lead to the signed root.</source>
        <translation>历史树未能到达已签署的树根。</translation>
    </message>
    <message>
        <source>The state is not what the transactions produce.</source>
        <translation>状态与交易执行的结果不一致。</translation>
    </message>
    <message>
        <source>The checkpoint or its signature does not hold.</source>
        <translation>检查点或其签名不成立。</translation>
    </message>
    <message>
        <source>A cosignature does not hold.</source>
        <translation>有一份联署不成立。</translation>
    </message>
    <message>
        <source>The finance figures are not what the chain gives.</source>
        <translation>财政数据与链上内容不一致。</translation>
    </message>
    <message>
        <source>The index does not lead to what it should.</source>
        <translation>索引未能指向应有内容。</translation>
    </message>
    <message>
        <source>What is stored does not agree with what was signed.</source>
        <translation>存储内容与所签内容不一致。</translation>
    </message>
    <message>
        <source>%1 Everything agrees: signatures, hashes, tree, state and figures.</source>
        <translation>%1签名、哈希、历史树、状态与财政数据全部一致。</translation>
    </message>
    <message numerus="yes">
        <source>%1 More than %n place(s) are damaged; nothing was repaired or overwritten.</source>
        <translation>
            <numerusform>%1超过 %n 处损坏；未作任何修复或覆盖。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n place(s) are damaged; nothing was repaired or overwritten.</source>
        <translation>
            <numerusform>%1发现 %n 处损坏；未作任何修复或覆盖。</numerusform>
        </translation>
    </message>
    <message>
        <source>Verification of channel %1</source>
        <translation>通道校验：%1</translation>
    </message>
    <message>
        <source>Ended %1 (%2), up to block %3</source>
        <translation>完成于 %1（%2），校验到区块 %3</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>transaction %1</source>
        <translation>交易 %1</translation>
    </message>
    <message>
        <source>the channel&apos;s file</source>
        <translation>通道文件</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Checked up to block %1 in %4 s: transactions %2, signatures %3.</source>
        <translation>已校验至区块 %1，用时 %4 秒：交易 %2 笔，签名 %3 个。</translation>
    </message>
</context>
<context>
    <name>mz::AuthorityTreeModel</name>
    <message>
        <source>Root of %1</source>
        <translation>%1 的根</translation>
    </message>
    <message>
        <source>All certificates</source>
        <translation>全部证书</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 certificates, %3 of them valid</source>
        <translation>
            <numerusform>%1，证书 %2 张，其中有效 %3 张</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; its key is here</source>
        <translation>%1；密钥在本机</translation>
    </message>
</context>
<context>
    <name>mz::AwaitedView</name>
    <message>
        <source>Waiting for the members of “%1”</source>
        <translation>正在等待“%1”的成员</translation>
    </message>
    <message>
        <source>Your organization was invited to this channel and is not a member of it yet. Nothing of it is on this computer.</source>
        <translation>本机构已受邀加入该通道，但还不是成员。本机上没有该通道的任何内容。</translation>
    </message>
    <message>
        <source>The keys of your organization are made and lie on this computer.</source>
        <translation>本机构的密钥已生成，存放在本机。</translation>
    </message>
    <message>
        <source>Send the answer file to %1, and tell them the fingerprint of your authority by another way.</source>
        <translation>请将答复文件发给 %1，并通过其他途径告知本机构证书颁发机构的指纹。</translation>
    </message>
    <message>
        <source>The members decide whether they admit your organization.</source>
        <translation>由成员决定是否接纳本机构。</translation>
    </message>
    <message>
        <source>The channel is fetched and verified.</source>
        <translation>获取并校验该通道。</translation>
    </message>
    <message>
        <source>Save the answer for sending…</source>
        <translation>保存答复以便发送…</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>A public channel</source>
        <translation>公开通道</translation>
    </message>
    <message>
        <source>A private channel</source>
        <translation>私有通道</translation>
    </message>
    <message>
        <source>Channel id</source>
        <translation>通道编号</translation>
    </message>
    <message>
        <source>The invitation is valid until</source>
        <translation>邀请有效期至</translation>
    </message>
    <message>
        <source>Answer file</source>
        <translation>答复文件</translation>
    </message>
    <message>
        <source>Save the answer</source>
        <translation>保存答复</translation>
    </message>
    <message>
        <source>Answers (*.mza)</source>
        <translation>答复 (*.mza)</translation>
    </message>
    <message>
        <source>Saving the answer</source>
        <translation>正在保存答复</translation>
    </message>
    <message>
        <source>The answer is in %1. Send it to the inviter.</source>
        <translation>答复已存入 %1。请发给邀请方。</translation>
    </message>
    <message>
        <source>The answer could not be written to %1. Choose another place.</source>
        <translation>答复无法写入 %1。请另选位置。</translation>
    </message>
    <message>
        <source>Fingerprint of your authority</source>
        <translation>本机构证书颁发机构的指纹</translation>
    </message>
    <message>
        <source>The members admit by a proposal. Fetching the channel comes with a later version of this program.</source>
        <translation>成员以提案准入。获取通道的功能将在本程序的后续版本中提供。</translation>
    </message>
</context>
<context>
    <name>mz::BlockComparison</name>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置版本</translation>
    </message>
    <message>
        <source>Rules version</source>
        <translation>规则版本</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>纪元</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Cut by</source>
        <translation>切批节点</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Batch digest</source>
        <translation>批次摘要</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Previous record</source>
        <translation>前一区块记录</translation>
    </message>
    <message>
        <source>Record digest</source>
        <translation>记录摘要</translation>
    </message>
    <message>
        <source>First leaf</source>
        <translation>起始叶</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Cosigned by %1</source>
        <translation>%1的联署</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>区块记录</translation>
    </message>
    <message>
        <source>Tree and cosignatures</source>
        <translation>历史树与联署</translation>
    </message>
    <message>
        <source>Transactions signed by</source>
        <translation>交易签署人</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>only left</source>
        <translation>仅左侧有</translation>
    </message>
    <message>
        <source>only right</source>
        <translation>仅右侧有</translation>
    </message>
</context>
<context>
    <name>mz::BlockFilterModel</name>
    <message>
        <source>Organization</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>All organizations</source>
        <translation>全部机构</translation>
    </message>
    <message>
        <source>Call, signer or id</source>
        <translation>调用、签名人或编号</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Executed and refused</source>
        <translation>已执行和被拒</translation>
    </message>
    <message>
        <source>Executed</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒</translation>
    </message>
</context>
<context>
    <name>mz::BlockPanel</name>
    <message>
        <source>No block selected</source>
        <translation>未选择区块</translation>
    </message>
    <message>
        <source>Choose a block on the left to see what is in it.</source>
        <translation>请在左侧选择一个区块，查看其内容。</translation>
    </message>
    <message>
        <source>Reading block %1</source>
        <translation>正在读取区块 %1</translation>
    </message>
    <message>
        <source>This block cannot be read</source>
        <translation>无法读取该区块</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>%1 (%2 refused)</source>
        <translation>%1（拒绝 %2）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Block time, decided by the cosigning organizations&apos; clocks</source>
        <translation>区块时间，由各联署机构的时钟共同决定</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>区块记录</translation>
    </message>
    <message>
        <source>Digest of this block&apos;s record</source>
        <translation>本区块记录的摘要</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>前一记录</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Digest of the record before: this is what chains the blocks</source>
        <translation>前一区块记录的摘要：区块由此相连成链</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Digest of the channel&apos;s first block; it names the chain.</source>
        <translation>通道创世区块的摘要，即该链的标识。</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>纪元</translation>
    </message>
    <message>
        <source>Counts changes of the machine that gives the order.</source>
        <translation>排序方式每更换一次，纪元加一。</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Position in the chain; the first block has 0.</source>
        <translation>在链中的位置，创世区块为 0。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Number that the orderer gave to these envelopes.</source>
        <translation>排序服务给这批信封的编号。</translation>
    </message>
    <message>
        <source>Batch digest</source>
        <translation>批次摘要</translation>
    </message>
    <message>
        <source>Digest of the ordered envelopes as they were signed.</source>
        <translation>按原签名字节排序后的全部信封的摘要。</translation>
    </message>
    <message>
        <source>Cut by</source>
        <translation>切批节点</translation>
    </message>
    <message>
        <source>The node that put the batch together and signed it.</source>
        <translation>汇集并签署该批次的节点。</translation>
    </message>
    <message>
        <source>Previous record</source>
        <translation>前一区块记录</translation>
    </message>
    <message>
        <source>Digest of the record before: whoever changes an old block breaks every later one.</source>
        <translation>前一区块记录的摘要：改动任何旧区块，其后每个区块都会对不上。</translation>
    </message>
    <message>
        <source>In seconds; the lower median of the cosigning organizations&apos; clocks, never earlier than the block before.</source>
        <translation>精确到秒；取各联署机构时钟的较低中位数，且不早于前一区块。</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置版本</translation>
    </message>
    <message>
        <source>Version of members, roles and policies that applied.</source>
        <translation>当时生效的成员、角色与策略的版本。</translation>
    </message>
    <message>
        <source>Rules version</source>
        <translation>规则版本</translation>
    </message>
    <message>
        <source>Fixes everything that a result can depend on.</source>
        <translation>固定了执行结果可能依赖的一切。</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Digest of everything that this block wrote, in order.</source>
        <translation>本区块按序写入的全部内容的摘要。</translation>
    </message>
    <message>
        <source>First leaf</source>
        <translation>起始叶</translation>
    </message>
    <message>
        <source>Where this block begins in the history tree.</source>
        <translation>本区块在历史树中的起始位置。</translation>
    </message>
    <message>
        <source>Record digest</source>
        <translation>记录摘要</translation>
    </message>
    <message>
        <source>Digest of all the fields above; the next block names it.</source>
        <translation>以上全部字段的摘要，下一区块会引用它。</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>签署时间</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Cosignatures</source>
        <translation>联署</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Parts of the block</source>
        <translation>区块的各部分</translation>
    </message>
    <message>
        <source>Transactions of the block</source>
        <translation>区块内的交易</translation>
    </message>
    <message>
        <source>Cosignatures of the block</source>
        <translation>区块的联署</translation>
    </message>
    <message>
        <source>Signed checkpoint</source>
        <translation>已签署的检查点</translation>
    </message>
    <message>
        <source>No transaction of this block matches</source>
        <translation>该区块没有符合条件的交易</translation>
    </message>
    <message>
        <source>Change what is looked for, or clear it.</source>
        <translation>请更改查找条件，或予以清除。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>mz::BlockState</name>
    <message>
        <source>executed</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>final</source>
        <translation>终局</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>有损坏</translation>
    </message>
    <message>
        <source>divergent</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>Executed here; not enough organizations have cosigned it yet.</source>
        <translation>本机已执行；联署的机构还不够。</translation>
    </message>
    <message>
        <source>Enough organizations executed it to the same result and cosigned it.</source>
        <translation>足够多的机构执行得到相同结果并已联署。</translation>
    </message>
    <message>
        <source>Final, and everything stored of it was checked on this computer.</source>
        <translation>已终局，且存储的全部内容已在本机校验。</translation>
    </message>
    <message>
        <source>What is stored of it does not agree with what was signed.</source>
        <translation>存储内容与所签内容不一致。</translation>
    </message>
    <message>
        <source>Another node signed a different history from here on.</source>
        <translation>从这里起，另有节点签署了不同的历史。</translation>
    </message>
</context>
<context>
    <name>mz::BlockStrip</name>
    <message>
        <source>Chain of blocks</source>
        <translation>区块链条</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>Block %1: %2</source>
        <translation>区块 %1：%2</translation>
    </message>
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
%3，%n 笔交易，其中 %4 笔被拒
%5 个机构联署
区块记录 %6
前一记录 %7</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Blocks %1 to %2</source>
        <translation>区块 %1 至 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2
%3
%n transaction(s), %4 refused
%5 to %6</source>
        <translation>
            <numerusform>%1：%2
%3
%n 笔交易，其中 %4 笔被拒
%5 至 %6</numerusform>
        </translation>
    </message>
    <message>
        <source>chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>block by block</source>
        <translation>逐块显示</translation>
    </message>
    <message>
        <source>%1 blocks to a bar</source>
        <translation>每条 %1 个区块</translation>
    </message>
    <message>
        <source>%1 tx</source>
        <translation>%1 笔</translation>
    </message>
    <message>
        <source>%1, %2 refused</source>
        <translation>%1，%2 笔被拒</translation>
    </message>
</context>
<context>
    <name>mz::BlockTableModel</name>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>拒绝 %n 笔</numerusform>
        </translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>final %1/%2</source>
        <translation>终局 %1/%2</translation>
    </message>
    <message>
        <source>cosigned %1/%2</source>
        <translation>联署 %1/%2</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>笔数</translation>
    </message>
</context>
<context>
    <name>mz::BreakdownView</name>
    <message>
        <source>The %1 largest of %2; the table has them all. Click one to see only it.</source>
        <translation>共 %2 项，图中为最大的 %1 项，表中为全部。点击可只看其一。</translation>
    </message>
    <message>
        <source>Click one to see only it.</source>
        <translation>点击可只看其一。</translation>
    </message>
    <message>
        <source>Break down by %1</source>
        <translation>按%1分解</translation>
    </message>
    <message>
        <source>Largest by %1</source>
        <translation>%1金额排名</translation>
    </message>
    <message>
        <source>All by %1</source>
        <translation>全部%1</translation>
    </message>
    <message>
        <source>Bars by %1</source>
        <translation>按%1的条形图</translation>
    </message>
    <message>
        <source>Payments by %1</source>
        <translation>按%1汇总的支付</translation>
    </message>
    <message>
        <source>Currency of the bars</source>
        <translation>图表币种</translation>
    </message>
</context>
<context>
    <name>mz::BudgetView</name>
    <message>
        <source>No budget on this ledger yet</source>
        <translation>账本上还没有预算</translation>
    </message>
    <message>
        <source>Budget lines say what each department may spend in a year. Import them from a file, and this page sets them against what was paid.</source>
        <translation>预算规定各部门一年内可以支出多少。从文件导入后，本页将其与实际支付对照。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Fiscal year</source>
        <translation>财政年度</translation>
    </message>
    <message>
        <source>By department</source>
        <translation>按部门</translation>
    </message>
    <message>
        <source>Budget by department</source>
        <translation>各部门预算</translation>
    </message>
    <message>
        <source>Budget lines</source>
        <translation>预算明细</translation>
    </message>
    <message>
        <source>Reading the budget…</source>
        <translation>正在读取预算…</translation>
    </message>
    <message numerus="yes">
        <source>%n budget lines</source>
        <translation>
            <numerusform>%n 项预算</numerusform>
        </translation>
    </message>
    <message>
        <source>By department, in %1</source>
        <translation>按部门（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%n budget lines, in %1</source>
        <translation>
            <numerusform>%n 项预算（%1）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::CertificateFilterModel</name>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>All roles</source>
        <translation>全部角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Usable only</source>
        <translation>仅可用的</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Keys anywhere</source>
        <translation>密钥不限位置</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Ending at any time</source>
        <translation>到期时间不限</translation>
    </message>
    <message numerus="yes">
        <source>Ending within %n days</source>
        <translation>
            <numerusform>%n 天内到期</numerusform>
        </translation>
    </message>
    <message>
        <source>Ending in %1</source>
        <translation>%1到期</translation>
    </message>
    <message>
        <source>Name or serial number</source>
        <translation>名称或序列号</translation>
    </message>
</context>
<context>
    <name>mz::CertificatePanel</name>
    <message>
        <source>No certificate selected</source>
        <translation>未选择证书</translation>
    </message>
    <message>
        <source>Choose one in the table to see everything that it says.</source>
        <translation>在表格中选择一张，查看其全部内容。</translation>
    </message>
    <message>
        <source>Reading the certificate</source>
        <translation>正在读取证书</translation>
    </message>
    <message>
        <source>This certificate cannot be read</source>
        <translation>无法读取该证书</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>. </source>
        <translation>。</translation>
    </message>
    <message>
        <source>What it signed before stays good; nothing new is taken.</source>
        <translation>此前签署的内容继续有效；不再接受新的签署。</translation>
    </message>
    <message>
        <source>Its time is over: nothing new is taken that it signs. What it signed before stays good.</source>
        <translation>已过有效期：不再接受新的签署。此前签署的内容继续有效。</translation>
    </message>
    <message>
        <source>Its key or its hash is weak by today&apos;s measure.</source>
        <translation>按目前的标准，其密钥或摘要算法强度不足。</translation>
    </message>
    <message>
        <source>The key of its authority is not on this computer.</source>
        <translation>其颁发机构的密钥不在本机。</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>In the keystore</source>
        <translation>密钥库中的名称</translation>
    </message>
    <message>
        <source>Revoked at</source>
        <translation>吊销时间</translation>
    </message>
    <message>
        <source>In doubt since</source>
        <translation>存疑起始时间</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>网络根</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1，至 %2</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>未登记</translation>
    </message>
    <message>
        <source>cannot be asked</source>
        <translation>无法查询</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>since block %1</source>
        <translation>自区块 %1 起</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Whom it names.</source>
        <translation>证书所指的对象。</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Who signed it.</source>
        <translation>由谁签发。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Of the format X.509 (RFC 5280).</source>
        <translation>X.509 格式的版本（RFC 5280）。</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>How the issuer signed it.</source>
        <translation>颁发者签发所用的算法。</translation>
    </message>
    <message>
        <source>%1, critical: who does not understand it refuses the certificate.</source>
        <translation>%1，关键扩展：无法识别者须拒绝该证书。</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>保存证书</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>On channels</source>
        <translation>在各通道</translation>
    </message>
    <message>
        <source>Channels on which the certificate counts</source>
        <translation>该证书在哪些通道有效</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>Everything it says</source>
        <translation>全部内容</translation>
    </message>
    <message>
        <source>Renew…</source>
        <translation>续签…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>吊销…</translation>
    </message>
    <message>
        <source>Release…</source>
        <translation>解除冻结…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Certificate, PEM…</source>
        <translation>证书，PEM…</translation>
    </message>
    <message>
        <source>Certificate with those above it, PEM…</source>
        <translation>证书及其上级，PEM…</translation>
    </message>
    <message>
        <source>Certificate, DER…</source>
        <translation>证书，DER…</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>in block %1</source>
        <translation>于区块 %1</translation>
    </message>
    <message>
        <source>Certificate with those above it, PKCS#7…</source>
        <translation>证书及其上级，PKCS#7…</translation>
    </message>
    <message>
        <source>With its key, PKCS#12…</source>
        <translation>含密钥，PKCS#12…</translation>
    </message>
    <message>
        <source>With its key for a node or server, PEM…</source>
        <translation>含密钥，供节点或服务器使用，PEM…</translation>
    </message>
    <message>
        <source>Its end for a calendar…</source>
        <translation>到期日（日历文件）…</translation>
    </message>
    <message>
        <source>Files of this form (*.%1)</source>
        <translation>此格式的文件 (*.%1)</translation>
    </message>
    <message>
        <source>Saving the certificate</source>
        <translation>正在保存证书</translation>
    </message>
    <message>
        <source>The certificate was not saved. %1</source>
        <translation>证书未保存。%1</translation>
    </message>
</context>
<context>
    <name>mz::CertificateSettling</name>
    <message>
        <source>Channels were brought up to date</source>
        <translation>通道已更新到最新状态</translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s) took over what the certificate authority had issued or revoked.</source>
        <translation>
            <numerusform>%n 个通道已收到证书机构签发或吊销的内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not every channel has what was issued or revoked</source>
        <translation>并非所有通道都已收到签发或吊销的内容</translation>
    </message>
    <message>
        <source>It is sent when the identities are unlocked next. Missing on: %1.</source>
        <translation>下次解锁身份时发送。尚缺的通道：%1。</translation>
    </message>
</context>
<context>
    <name>mz::CertificateTableModel</name>
    <message>
        <source>authority</source>
        <translation>颁发机构</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>On channels</source>
        <translation>在各通道</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Revoked on</source>
        <translation>已吊销的通道</translation>
    </message>
    <message>
        <source>Revoked at</source>
        <translation>吊销时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Staff number, or name of a machine</source>
        <translation>工号或设备名称</translation>
    </message>
    <message>
        <source>On how many of its organization&apos;s channels it is enrolled</source>
        <translation>已在本机构的多少个通道登记</translation>
    </message>
    <message>
        <source>On how many of its organization&apos;s channels it is revoked</source>
        <translation>已在本机构的多少个通道吊销</translation>
    </message>
    <message>
        <source>Name of the identity in this program&apos;s keystore</source>
        <translation>该身份在本程序密钥库中的名称</translation>
    </message>
</context>
<context>
    <name>mz::CertificateWords</name>
    <message>
        <source>Key usage</source>
        <translation>密钥用途</translation>
    </message>
    <message>
        <source>Purposes</source>
        <translation>扩展用途</translation>
    </message>
    <message>
        <source>Kind of certificate</source>
        <translation>证书类型</translation>
    </message>
    <message>
        <source>Identifier of the key</source>
        <translation>密钥标识</translation>
    </message>
    <message>
        <source>Key of the issuer</source>
        <translation>颁发者密钥标识</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>Further names of the issuer</source>
        <translation>颁发者的其他名称</translation>
    </message>
    <message>
        <source>Names it may vouch for</source>
        <translation>可签发的名称范围</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>证书策略</translation>
    </message>
    <message>
        <source>Where its revocation list is</source>
        <translation>吊销列表地址</translation>
    </message>
    <message>
        <source>Where its issuer is asked</source>
        <translation>颁发者信息地址</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>sign so that it cannot be denied</source>
        <translation>不可否认签名</translation>
    </message>
    <message>
        <source>encrypt keys</source>
        <translation>加密密钥</translation>
    </message>
    <message>
        <source>encrypt data</source>
        <translation>加密数据</translation>
    </message>
    <message>
        <source>agree on keys</source>
        <translation>密钥协商</translation>
    </message>
    <message>
        <source>sign certificates</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>sign revocation lists</source>
        <translation>签发吊销列表</translation>
    </message>
    <message>
        <source>encrypt only</source>
        <translation>仅加密</translation>
    </message>
    <message>
        <source>decrypt only</source>
        <translation>仅解密</translation>
    </message>
    <message>
        <source>An authority: it may sign certificates</source>
        <translation>颁发机构：可以签发证书</translation>
    </message>
    <message>
        <source>Of a person or machine: it may sign no certificates</source>
        <translation>个人或设备：不可签发证书</translation>
    </message>
    <message>
        <source>Authorities that may follow below it: %1</source>
        <translation>其下可再设的颁发机构层数：%1</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>只看 %1</translation>
    </message>
    <message>
        <source>Not %1</source>
        <translation>不含 %1</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已吊销</translation>
    </message>
    <message numerus="yes">
        <source>Valid, %n days left</source>
        <translation>
            <numerusform>有效，剩余 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>不在本机</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>On a token</source>
        <translation>密码令牌</translation>
    </message>
    <message>
        <source>No reason given</source>
        <translation>未说明原因</translation>
    </message>
    <message>
        <source>The key is, or may be, in wrong hands</source>
        <translation>密钥已泄露或可能泄露</translation>
    </message>
    <message>
        <source>The authority&apos;s key is, or may be, in wrong hands</source>
        <translation>颁发机构的密钥已泄露或可能泄露</translation>
    </message>
    <message>
        <source>The person has another post</source>
        <translation>人员岗位变动</translation>
    </message>
    <message>
        <source>Another certificate has taken its place</source>
        <translation>已由另一证书替换</translation>
    </message>
    <message>
        <source>No longer in use</source>
        <translation>停止使用</translation>
    </message>
    <message>
        <source>On hold: it may be released again</source>
        <translation>冻结：以后可以解除</translation>
    </message>
    <message>
        <source>Released from hold</source>
        <translation>已解除冻结</translation>
    </message>
    <message>
        <source>The right was withdrawn</source>
        <translation>权限已收回</translation>
    </message>
    <message>
        <source>The attribute authority&apos;s key is in wrong hands</source>
        <translation>属性权威的密钥已泄露</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1, %2 bits</source>
        <translation>%1，%2 位</translation>
    </message>
    <message>
        <source>The authority of this organization is not on this computer.</source>
        <translation>该机构的颁发机构不在本机。</translation>
    </message>
    <message>
        <source>The authority has ended and cannot sign any more. Renew it first.</source>
        <translation>颁发机构已到期，不能再签发。请先续签。</translation>
    </message>
    <message>
        <source>There is no such role, or only an authority has it.</source>
        <translation>没有此角色，或此角色仅限颁发机构。</translation>
    </message>
    <message>
        <source>The name is longer than 64 bytes.</source>
        <translation>名称超过 64 字节。</translation>
    </message>
    <message>
        <source>A name is missing, or it has characters that cannot be written.</source>
        <translation>缺少名称，或名称中有不能使用的字符。</translation>
    </message>
    <message>
        <source>A valid certificate of this role and name is there already. Renew it, or revoke it first.</source>
        <translation>已有相同角色和名称的有效证书。请续签，或先将其吊销。</translation>
    </message>
    <message>
        <source>It would outlive its authority.</source>
        <translation>有效期将超过其颁发机构。</translation>
    </message>
    <message>
        <source>The same role and name stands in the list twice.</source>
        <translation>名单中有重复的角色和名称。</translation>
    </message>
    <message>
        <source>The authority&apos;s key lies on a token that has not been logged in to.</source>
        <translation>颁发机构的密钥在尚未登录的密码令牌上。</translation>
    </message>
    <message>
        <source>It would begin before its authority.</source>
        <translation>生效时间将早于其颁发机构。</translation>
    </message>
    <message>
        <source>It would end before it begins.</source>
        <translation>到期时间早于生效时间。</translation>
    </message>
    <message>
        <source>Its end has passed already.</source>
        <translation>到期时间已过。</translation>
    </message>
    <message>
        <source>End with its authority</source>
        <translation>与颁发机构同时到期</translation>
    </message>
    <message>
        <source>Begin with its authority</source>
        <translation>与颁发机构同时生效</translation>
    </message>
    <message>
        <source>Shorten the name to “%1”</source>
        <translation>名称缩短为“%1”</translation>
    </message>
    <message>
        <source>Adjust it</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>No channel of the organization is on this computer.</source>
        <translation>本机没有该机构的通道。</translation>
    </message>
    <message numerus="yes">
        <source>Done on all %1 channels.</source>
        <translation>
            <numerusform>已在全部 %1 个通道完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Done on %1 of %2 channels. The others follow by themselves when they can be reached.</source>
        <translation>已在 %2 个通道中的 %1 个完成，其余通道可连接后自动完成。</translation>
    </message>
    <message>
        <source>server (TLS)</source>
        <translation>服务器（TLS）</translation>
    </message>
    <message>
        <source>client (TLS)</source>
        <translation>客户端（TLS）</translation>
    </message>
    <message>
        <source>There is no such kind of certificate.</source>
        <translation>没有此种证书类型。</translation>
    </message>
    <message>
        <source>This kind of certificate is for another role.</source>
        <translation>此种证书类型用于其他角色。</translation>
    </message>
    <message>
        <source>A host name or address is not written as one, or there are too many.</source>
        <translation>主机名或地址书写有误，或数量过多。</translation>
    </message>
    <message>
        <source>A server needs a host name or address.</source>
        <translation>服务器需要主机名或地址。</translation>
    </message>
    <message>
        <source>The request cannot be read, or its own signature is wrong.</source>
        <translation>请求无法读取，或其自身签名有误。</translation>
    </message>
    <message>
        <source>The key or the hash of the request is weak by today&apos;s measure.</source>
        <translation>按目前的标准，请求的密钥或摘要算法强度不足。</translation>
    </message>
    <message>
        <source>Certificates here cannot have a key of this kind.</source>
        <translation>此处的证书不能使用这种密钥。</translation>
    </message>
    <message>
        <source>Somebody else has a certificate for this key.</source>
        <translation>该密钥已有他人的证书。</translation>
    </message>
    <message>
        <source>Take the role %1</source>
        <translation>采用角色“%1”</translation>
    </message>
    <message>
        <source>Take its name as host name</source>
        <translation>以其名称作为主机名</translation>
    </message>
    <message>
        <source>Certificate with its key</source>
        <translation>证书及其密钥</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书指纹</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Signing request</source>
        <translation>签发请求</translation>
    </message>
    <message numerus="yes">
        <source>Revocation list, %n new</source>
        <translation>
            <numerusform>吊销列表，新增 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>needs its password</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>can be taken over</source>
        <translation>可以导入</translation>
    </message>
    <message>
        <source>is here already</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>is here already as %1</source>
        <translation>本机已有，名为 %1</translation>
    </message>
    <message>
        <source>cannot be used here</source>
        <translation>此处不能使用</translation>
    </message>
</context>
<context>
    <name>mz::CertificatesPage</name>
    <message numerus="yes">
        <source>%1 certificates</source>
        <translation>
            <numerusform>%1 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2 revoked or on hold</source>
        <translation>%1；已吊销或冻结 %2 张</translation>
    </message>
    <message>
        <source>What is on these channels is not known here, because they are not open: %1</source>
        <translation>以下通道未打开，其中的内容无从得知：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The certificates cannot be shown</source>
        <translation>无法显示证书</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Reading the certificates</source>
        <translation>正在读取证书</translation>
    </message>
    <message>
        <source>No certificate is known here</source>
        <translation>此处尚无证书</translation>
    </message>
    <message>
        <source>What the authorities of this network issue appears here, and what the channels have.</source>
        <translation>本网络各颁发机构签发的证书和各通道上的证书显示在此处。</translation>
    </message>
    <message>
        <source>No certificate matches</source>
        <translation>没有符合条件的证书</translation>
    </message>
    <message>
        <source>Nothing that the filters above let through. Change one of them, or clear them.</source>
        <translation>没有符合上方筛选的内容。请更改或清除筛选。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>Open the page “Certificates” first.</source>
        <translation>请先打开“证书”页面。</translation>
    </message>
    <message>
        <source>No authority that can sign is on this computer.</source>
        <translation>本机没有可以签发的颁发机构。</translation>
    </message>
    <message>
        <source>Choose certificates in the table first.</source>
        <translation>请先在表格中选择证书。</translation>
    </message>
    <message>
        <source>Among the chosen ones is an authority, a revoked one, or one of another authority.</source>
        <translation>所选中有颁发机构、已吊销的证书，或由其他颁发机构签发的证书。</translation>
    </message>
    <message numerus="yes">
        <source>Choose at most %n certificates at once.</source>
        <translation>
            <numerusform>一次最多选择 %n 张证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose only certificates of one organization that are on hold.</source>
        <translation>请只选择同一机构已冻结的证书。</translation>
    </message>
    <message>
        <source>Choose only certificates of one organization whose authority is on this computer, not yet revoked.</source>
        <translation>请只选择同一机构、颁发机构在本机且尚未吊销的证书。</translation>
    </message>
    <message>
        <source>Save the revocation list of %1</source>
        <translation>保存%1的吊销列表</translation>
    </message>
    <message>
        <source>Revocation lists (*.crl)</source>
        <translation>吊销列表 (*.crl)</translation>
    </message>
    <message>
        <source>Making a revocation list</source>
        <translation>正在生成吊销列表</translation>
    </message>
    <message numerus="yes">
        <source>Saved %1. It is good for %n days.</source>
        <translation>
            <numerusform>已保存 %1，有效期 %n 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>The list was not saved. %1</source>
        <translation>列表未能保存。%1</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>签发…</translation>
    </message>
    <message>
        <source>Issue certificates</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>Revocation list…</source>
        <translation>吊销列表…</translation>
    </message>
    <message>
        <source>Save a revocation list</source>
        <translation>保存吊销列表</translation>
    </message>
    <message>
        <source>A file (CRL) for programs outside of the network; channels need none.</source>
        <translation>供网络之外的程序使用的文件（CRL）；通道不需要。</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>颁发机构</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import certificates</source>
        <translation>导入证书</translation>
    </message>
</context>
<context>
    <name>mz::ChainAudit</name>
    <message>
        <source>Verifying channel %1</source>
        <translation>正在校验通道：%1</translation>
    </message>
</context>
<context>
    <name>mz::ChainPage</name>
    <message>
        <source>There is no block %1; the newest is %2.</source>
        <translation>没有区块 %1；最新区块为 %2。</translation>
    </message>
    <message>
        <source>This channel cannot be read</source>
        <translation>无法读取该通道</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Opening the channel</source>
        <translation>正在打开通道</translation>
    </message>
    <message>
        <source>Genesis to %1, %2 on disk</source>
        <translation>创世 — %1，占用磁盘 %2</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>Go to block</source>
        <translation>跳转到区块</translation>
    </message>
    <message>
        <source>Verify the channel</source>
        <translation>校验该通道</translation>
    </message>
    <message>
        <source>Checks every signature, hash, result and figure that is stored, and shows the place of any damage.</source>
        <translation>逐一校验已存储的签名、哈希、执行结果和财政数据，如有损坏则指出位置。</translation>
    </message>
    <message>
        <source>Blocks, newest first</source>
        <translation>区块列表，最新在前</translation>
    </message>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>A verification is under way.</source>
        <translation>正在校验。</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show the whole history</source>
        <translation>显示全部历史</translation>
    </message>
    <message>
        <source>Show the newest blocks</source>
        <translation>显示最新区块</translation>
    </message>
    <message>
        <source>%1; the table lists the newest %2</source>
        <translation>%1；表中列出最新的 %2 个</translation>
    </message>
    <message>
        <source>Choose a block in the chain first.</source>
        <translation>请先在链上选择一个区块。</translation>
    </message>
    <message>
        <source>Compare block %1 with block</source>
        <translation>将区块 %1 与此区块比较：</translation>
    </message>
    <message>
        <source>Block to compare with</source>
        <translation>要比较的区块</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>mz::ChannelFailure</name>
    <message>
        <source>Close the program, put the file of a backup, or of another member&apos;s node, in its place, then open the network again. Keep the present file: it is evidence.</source>
        <translation>请关闭程序，用备份中的文件或其他成员节点的文件替换它，然后重新打开网络。现有文件请留存：它是证据。</translation>
    </message>
    <message>
        <source>The file of this channel is missing</source>
        <translation>该通道的文件不在了</translation>
    </message>
    <message>
        <source>The network names the channel, but its file is not in the folder, or it was never finished.</source>
        <translation>网络中登记了该通道，但文件夹里没有它的文件，或文件当初没有建完。</translation>
    </message>
    <message>
        <source>A newer version wrote this channel</source>
        <translation>该通道由更新的版本写成</translation>
    </message>
    <message>
        <source>This version of Mingzhang does not know how its file is laid out, so it does not touch it.</source>
        <translation>本版明账不认识该文件的格式，因此不会改动它。</translation>
    </message>
    <message>
        <source>Install the newer version on this computer, then open the network again.</source>
        <translation>请在本机安装更新的版本，然后重新打开网络。</translation>
    </message>
    <message>
        <source>Another program has this channel open</source>
        <translation>另一程序正打开着该通道</translation>
    </message>
    <message>
        <source>Only one program at a time may write a channel&apos;s file.</source>
        <translation>同一时间只允许一个程序写入通道文件。</translation>
    </message>
    <message>
        <source>Close the other program, then open the network again.</source>
        <translation>请关闭另一程序，然后重新打开网络。</translation>
    </message>
    <message>
        <source>The file of this channel cannot be written</source>
        <translation>该通道的文件无法写入</translation>
    </message>
    <message>
        <source>The disk or the file is read-only for you. A channel is opened for writing, so that no block is lost.</source>
        <translation>磁盘或文件对您是只读的。为了不丢失任何区块，通道须以可写方式打开。</translation>
    </message>
    <message>
        <source>Give yourself the right to write the file and its folder, or copy the whole network to a disk that you can write, then open it again.</source>
        <translation>请取得该文件及其文件夹的写入权限，或把整个网络复制到可写的磁盘，然后重新打开。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>The channel needs a little room to open. Nothing that was acknowledged is lost.</source>
        <translation>打开通道需要少量空间。已确认的内容没有丢失。</translation>
    </message>
    <message>
        <source>Make room on this disk, then open the network again.</source>
        <translation>请在该磁盘上腾出空间，然后重新打开网络。</translation>
    </message>
    <message>
        <source>The file is that of another channel</source>
        <translation>这是另一通道的文件</translation>
    </message>
    <message>
        <source>Its id is not the one that the network names: files were mixed up.</source>
        <translation>它的编号与网络登记的不符：文件放错了位置。</translation>
    </message>
    <message>
        <source>The file of this channel cannot be read</source>
        <translation>该通道的文件无法读取</translation>
    </message>
    <message>
        <source>Reading it failed: the disk may be failing, or you may not read the file.</source>
        <translation>读取失败：可能是磁盘故障，或您没有读取权限。</translation>
    </message>
    <message>
        <source>Check the disk and the rights of the file, then open the network again. If the disk fails, copy the network to another one first.</source>
        <translation>请检查磁盘和文件权限，然后重新打开网络。若磁盘有故障，请先把网络复制到另一磁盘。</translation>
    </message>
    <message>
        <source>The file of this channel is damaged</source>
        <translation>该通道的文件已损坏</translation>
    </message>
    <message>
        <source>It does not hold together any more. Nothing was repaired or overwritten; the other channels are not affected.</source>
        <translation>文件内容已不完整。未作任何修复或覆盖；其他通道不受影响。</translation>
    </message>
    <message>
        <source>Verify says where the damage is.</source>
        <translation>校验会指出损坏的位置。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Channel id</source>
        <translation>通道编号</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Newest block that can be read</source>
        <translation>可读到的最新区块</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Transactions up to it</source>
        <translation>截至该区块的交易</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>For the log</source>
        <translation>日志说明（英文）</translation>
    </message>
    <message>
        <source>The first damage is in block %1.</source>
        <translation>首处损坏在区块 %1。</translation>
    </message>
    <message>
        <source>The last verification found damage: this channel can be read and takes nothing new until a verification finds none.</source>
        <translation>最近一次校验发现损坏：该通道可以查阅，在校验无损坏之前不再接收新内容。</translation>
    </message>
    <message>
        <source>Another node signed a different history: this channel can be read and takes nothing new. Tell the administrators.</source>
        <translation>另有节点签署了不同的历史：该通道可以查阅，不再接收新内容。请通知管理员。</translation>
    </message>
    <message>
        <source>This channel is stopped: it can be read and takes nothing new.</source>
        <translation>该通道已停止：可以查阅，不再接收新内容。</translation>
    </message>
</context>
<context>
    <name>mz::ChannelFailureView</name>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>What is known of it</source>
        <translation>目前所知</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Verify the channel</source>
        <translation>校验该通道</translation>
    </message>
</context>
<context>
    <name>mz::ChannelStep</name>
    <message>
        <source>Enter a title of the channel, at most 200 bytes long.</source>
        <translation>请填写通道名称，最长 200 字节。</translation>
    </message>
    <message>
        <source>A currency is a code of three letters of ISO 4217, such as CNY or EUR.</source>
        <translation>币种是 ISO 4217 的三位字母代码，如 CNY 或 EUR。</translation>
    </message>
    <message>
        <source>First channel</source>
        <translation>第一个通道</translation>
    </message>
    <message>
        <source>A channel is one ledger with its own members. More can follow later, each with other members.</source>
        <translation>通道是一本有自己成员的账本。以后可以再建更多通道，成员各不相同。</translation>
    </message>
    <message>
        <source>&amp;Purpose</source>
        <translation>用途(&amp;P)</translation>
    </message>
    <message>
        <source>Public money: budgets, allocations, payments</source>
        <translation>财政资金：预算、拨款、支付</translation>
    </message>
    <message>
        <source>None yet: members and certificates only</source>
        <translation>暂无：只有成员和证书</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>名称(&amp;T)</translation>
    </message>
    <message>
        <source>What people call it.</source>
        <translation>大家对它的称呼。</translation>
    </message>
    <message>
        <source>Who may &amp;read it</source>
        <translation>谁可以读(&amp;R)</translation>
    </message>
    <message>
        <source>Members never share a private channel with anyone else.</source>
        <translation>私有通道的内容不会提供给成员以外的任何人。</translation>
    </message>
    <message>
        <source>Everyone: a public channel</source>
        <translation>任何人：公开通道</translation>
    </message>
    <message>
        <source>Members only: a private channel</source>
        <translation>仅成员：私有通道</translation>
    </message>
    <message>
        <source>&amp;Currency</source>
        <translation>币种(&amp;C)</translation>
    </message>
    <message>
        <source>Public finance</source>
        <translation>财政公开</translation>
    </message>
    <message>
        <source>Common affairs</source>
        <translation>共同事务</translation>
    </message>
    <message>
        <source>Of its payments. Several with commas between them: CNY, EUR.</source>
        <translation>支付所用的币种。多个币种用逗号隔开：CNY, EUR。</translation>
    </message>
</context>
<context>
    <name>mz::ComparisonView</name>
    <message>
        <source>Reading both blocks</source>
        <translation>正在读取两个区块</translation>
    </message>
    <message>
        <source>These blocks cannot be compared</source>
        <translation>这两个区块无法比较</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Block %1 and block %2</source>
        <translation>区块 %1 与区块 %2</translation>
    </message>
    <message>
        <source>%1 of %2 compared values differ. Height, time and digests differ between any two blocks.</source>
        <translation>共比较 %2 项，其中 %1 项不同。任意两个区块的高度、时间和摘要都不相同。</translation>
    </message>
    <message>
        <source>Only the first transactions of a very large block are counted.</source>
        <translation>特别大的区块只统计前面的交易。</translation>
    </message>
    <message>
        <source>Show block %1</source>
        <translation>查看区块 %1</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>仅显示不同项</translation>
    </message>
    <message>
        <source>Exchange sides</source>
        <translation>左右互换</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>Both blocks, value by value</source>
        <translation>两个区块逐项对照</translation>
    </message>
</context>
<context>
    <name>mz::CreationWizard</name>
    <message>
        <source>The network “%1” with the domain %2. In it, %3 with its certificate authority; you as its administrator, and an officer; and this computer as its node.</source>
        <translation>网络“%1”，域名 %2。其中有：%3及其证书颁发机构；您作为管理员，另有一名经办；本机作为其节点。</translation>
    </message>
    <message>
        <source>The channel “%1”, which anyone may read.</source>
        <translation>通道“%1”，任何人都可以读。</translation>
    </message>
    <message>
        <source>The channel “%1”, which only its members may read.</source>
        <translation>通道“%1”，只有成员可以读。</translation>
    </message>
    <message>
        <source>River City Government Alliance</source>
        <translation>江城政务联盟</translation>
    </message>
    <message>
        <source>Finance Bureau</source>
        <translation>财政局</translation>
    </message>
    <message>
        <source>Create a network</source>
        <translation>创建网络</translation>
    </message>
    <message>
        <source>Make the network</source>
        <translation>创建网络</translation>
    </message>
</context>
<context>
    <name>mz::CurrencyEditor</name>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>mz::DataTable</name>
    <message>
        <source>Copy cell</source>
        <translation>复制单元格</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Copy rows with headings</source>
        <translation>复制行（含表头）</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Standard columns</source>
        <translation>默认列</translation>
    </message>
</context>
<context>
    <name>mz::DepartmentBudgetModel</name>
    <message>
        <source>No payments of a department with this name in this year.</source>
        <translation>本年度没有该名称部门的支付。</translation>
    </message>
    <message>
        <source>too large to add up</source>
        <translation>金额过大，无法合计</translation>
    </message>
    <message>
        <source>Payments of the department dated in this year.</source>
        <translation>该部门在本年度内的支付。</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>年初预算</translation>
    </message>
    <message>
        <source>Adjusted</source>
        <translation>调整后预算</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>已下达</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已支付</translation>
    </message>
    <message>
        <source>Paid of budget</source>
        <translation>执行率</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>More was paid than the adjusted budget allows.</source>
        <translation>支付额已超出调整后预算。</translation>
    </message>
</context>
<context>
    <name>mz::ErrorText</name>
    <message>
        <source>There is nothing here by that name or number. Check what was entered.</source>
        <translation>没有这个名称或编号对应的内容，请核对输入。</translation>
    </message>
    <message>
        <source>The ledger refused this.</source>
        <translation>账本拒绝了此操作。</translation>
    </message>
    <message>
        <source>This is not final yet: more organizations have to cosign its block. Receipts are given for final blocks.</source>
        <translation>尚未终局：还需更多机构联署该区块。终局后方可出具回执。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was left half done.</source>
        <translation>已取消，未留下未完成的内容。</translation>
    </message>
    <message>
        <source>The check failed: what is stored does not agree with its proof.</source>
        <translation>校验未通过：存储内容与其证明不一致。</translation>
    </message>
    <message>
        <source>This is there already. Nothing was changed.</source>
        <translation>已经存在，未作任何更改。</translation>
    </message>
    <message>
        <source>Something that was entered cannot be used.</source>
        <translation>输入的内容无法使用。</translation>
    </message>
    <message>
        <source>A field that was named is not known.</source>
        <translation>指定的字段不存在。</translation>
    </message>
    <message>
        <source>The password is wrong. Try again.</source>
        <translation>密码错误，请重试。</translation>
    </message>
    <message>
        <source>The identity is locked. Unlock it first.</source>
        <translation>身份已锁定，请先解锁。</translation>
    </message>
    <message>
        <source>The data are not in the expected form.</source>
        <translation>数据格式不符合要求。</translation>
    </message>
    <message>
        <source>This is larger than the ledger allows.</source>
        <translation>超过账本允许的大小。</translation>
    </message>
    <message>
        <source>The signature does not fit what was signed.</source>
        <translation>签名与所签内容不符。</translation>
    </message>
    <message>
        <source>This was meant for another channel.</source>
        <translation>这是发给另一通道的内容。</translation>
    </message>
    <message>
        <source>The time within which this was valid is over.</source>
        <translation>已超过有效期。</translation>
    </message>
    <message>
        <source>This was sent before.</source>
        <translation>此前已提交过。</translation>
    </message>
    <message>
        <source>The certificate is not enrolled on this channel. Ask an administrator to enrol it.</source>
        <translation>证书未在该通道登记，请联系管理员登记。</translation>
    </message>
    <message>
        <source>The certificate is not valid.</source>
        <translation>证书无效。</translation>
    </message>
    <message>
        <source>Stored data are damaged. Nothing was repaired or overwritten; verify the channel to see where.</source>
        <translation>存储的数据已损坏。未作任何修复或覆盖；请校验该通道以查明位置。</translation>
    </message>
    <message>
        <source>Two nodes reached different results for one block. Tell the administrators.</source>
        <translation>两个节点对同一区块得出了不同结果（分歧），请告知管理员。</translation>
    </message>
    <message>
        <source>This was made by a newer version of Mingzhang. Install that version to open it.</source>
        <translation>这是由更新版本的明账生成的，请安装新版本后再打开。</translation>
    </message>
    <message>
        <source>Another program has this network open. Close it there, then try again.</source>
        <translation>另一个程序正在使用该网络，请先在那里关闭，再重试。</translation>
    </message>
    <message>
        <source>The disk is full. Make room, then try again; nothing acknowledged was lost.</source>
        <translation>磁盘已满，请清理空间后重试；已确认的内容没有丢失。</translation>
    </message>
    <message>
        <source>The folder cannot be written. Check its permissions.</source>
        <translation>文件夹不可写，请检查权限。</translation>
    </message>
    <message>
        <source>Reading or writing a file failed. Check the disk and the permissions.</source>
        <translation>读写文件失败，请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, then try again.</source>
        <translation>内存不足，请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>A cryptographic operation failed.</source>
        <translation>密码运算失败。</translation>
    </message>
    <message>
        <source>Something that the program needs is missing on this computer.</source>
        <translation>本机缺少程序所需的组件。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现问题。</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>通道 %1</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>transaction %1</source>
        <translation>交易 %1</translation>
    </message>
    <message>
        <source>%1 Where: %2.</source>
        <translation>%1位置：%2。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Too much of this signer is waiting to be recorded. Wait a moment, then try again.</source>
        <translation>该签名者等待记入的内容过多。请稍候再试。</translation>
    </message>
    <message>
        <source>The PIN is wrong. Too many wrong PINs in a row lock the token.</source>
        <translation>PIN 码错误。连续输错次数过多，密码令牌将被锁定。</translation>
    </message>
    <message>
        <source>This key lies on a token. Log in to the token with its PIN first.</source>
        <translation>该密钥存放在密码令牌中。请先用 PIN 码登录密码令牌。</translation>
    </message>
    <message>
        <source>The PIN of the token is locked after too many wrong ones. The security officer of the token has to set a new one.</source>
        <translation>PIN 码输错次数过多，密码令牌已锁定，须由密码令牌的安全管理员重新设置 PIN 码。</translation>
    </message>
    <message>
        <source>The token with this key is not connected. Connect it, then log in to it with its PIN.</source>
        <translation>存放该密钥的密码令牌未连接。请连接密码令牌，再用 PIN 码登录。</translation>
    </message>
</context>
<context>
    <name>mz::ExpiryStrip</name>
    <message>
        <source>Ending</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates end in %2</source>
        <translation>
            <numerusform>%2有 %1 张证书到期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::FilePasswordDialog</name>
    <message>
        <source>Password of the file</source>
        <translation>文件密码</translation>
    </message>
    <message>
        <source>The file holds a private key. Whoever has the file and this password can sign with it: send them by different ways.</source>
        <translation>文件中含有私钥。持有该文件和密码者即可用其签名：请通过不同途径分别传送。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters.</source>
        <translation>
            <numerusform>至少 %n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不一致。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
</context>
<context>
    <name>mz::FilesCard</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the data folder</source>
        <translation>选择数据文件夹</translation>
    </message>
    <message>
        <source>Usual one</source>
        <translation>默认位置</translation>
    </message>
    <message>
        <source>Use the usual data folder</source>
        <translation>使用默认的数据文件夹</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Open the folder of the settings file</source>
        <translation>打开设置文件所在的文件夹</translation>
    </message>
    <message>
        <source>%1 cannot be written, so the usual folder is used. Connect the disk, or choose another folder.</source>
        <translation>无法写入 %1，因此使用默认文件夹。请连接该磁盘，或另选文件夹。</translation>
    </message>
    <message>
        <source>The demonstration and new networks are made here from the next start on. Networks that are elsewhere stay where they are.</source>
        <translation>自下次启动起，演示网络和新建网络都放在这里。已在别处的网络保持不动。</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>完好</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>请查看</translation>
    </message>
    <message>
        <source>It is checked value by value when it is read, and written whole or not at all. The version before it lies beside it as settings.json.old.</source>
        <translation>读取时逐项检查；写入时要么完整写入，要么不写。前一版本以 settings.json.old 保存在旁边。</translation>
    </message>
    <message>
        <source>Folder for networks</source>
        <translation>存放网络的文件夹</translation>
    </message>
</context>
<context>
    <name>mz::FilterBar</name>
    <message>
        <source>Search payee, text, reference</source>
        <translation>搜索收款方、摘要、凭证号</translation>
    </message>
    <message>
        <source>Search in payments</source>
        <translation>在支付中搜索</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>添加筛选</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>清除全部筛选</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>%1: too large to add up</source>
        <translation>%1：金额过大，无法合计</translation>
    </message>
    <message numerus="yes">
        <source>%1 payments</source>
        <translation>
            <numerusform>%1 笔支付</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments match</source>
        <translation>
            <numerusform>符合 %1 笔</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, in %n other currencies too</source>
        <translation>
            <numerusform>%1，另有 %n 种币种</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 payments: %2</source>
        <translation>
            <numerusform>%1 笔，合计 %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::FilterChip</name>
    <message>
        <source>Change filter %1</source>
        <translation>修改筛选 %1</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>移除此筛选</translation>
    </message>
    <message>
        <source>Remove filter %1</source>
        <translation>移除筛选 %1</translation>
    </message>
</context>
<context>
    <name>mz::FilterEditor</name>
    <message>
        <source>Filter: %1</source>
        <translation>筛选：%1</translation>
    </message>
    <message>
        <source>Remove filter</source>
        <translation>移除筛选</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
</context>
<context>
    <name>mz::FilterRow</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>清除全部筛选</translation>
    </message>
</context>
<context>
    <name>mz::FinanceBudgetModel</name>
    <message>
        <source>Adjusted budget that is not allocated yet.</source>
        <translation>调整后预算中尚未下达的部分。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>功能分类</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>年初预算</translation>
    </message>
    <message>
        <source>Adjusted</source>
        <translation>调整后预算</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>已下达</translation>
    </message>
    <message>
        <source>Not allocated</source>
        <translation>未下达</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
</context>
<context>
    <name>mz::FinanceFilterModel</name>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>功能分类</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等另外 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>本季度</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>最近 12 个月</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>去年</translation>
    </message>
</context>
<context>
    <name>mz::FinanceGroupsModel</name>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
</context>
<context>
    <name>mz::FinanceImport</name>
    <message>
        <source>Payment id</source>
        <translation>支付编号</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>功能分类</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>凭证号</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Tells payments apart. Without it, an id is made from the row itself.</source>
        <translation>用于区分各笔支付；缺少时按该行内容生成编号。</translation>
    </message>
    <message>
        <source>The day of the payment.</source>
        <translation>支付日期。</translation>
    </message>
    <message>
        <source>Who is responsible for the money.</source>
        <translation>对资金负责的部门。</translation>
    </message>
    <message>
        <source>The unit that paid, within the department.</source>
        <translation>部门内实际付款的单位。</translation>
    </message>
    <message>
        <source>The project or expense area that it belongs to.</source>
        <translation>所属项目或支出领域。</translation>
    </message>
    <message>
        <source>Functional class, or the expense type of the source.</source>
        <translation>功能分类，或来源中的支出类型。</translation>
    </message>
    <message>
        <source>Who received the money.</source>
        <translation>收到款项的一方。</translation>
    </message>
    <message>
        <source>In units such as yuan or pounds. Refunds are negative.</source>
        <translation>以元、英镑等主币单位计；退款为负数。</translation>
    </message>
    <message>
        <source>Three letters, such as CNY. Usually the same for the whole file.</source>
        <translation>三个字母，如 CNY；通常整个文件相同。</translation>
    </message>
    <message>
        <source>Voucher, invoice or transaction number of the source.</source>
        <translation>来源中的凭证、发票或流水号。</translation>
    </message>
    <message>
        <source>What was paid for.</source>
        <translation>款项用途。</translation>
    </message>
    <message>
        <source>Not a date</source>
        <translation>不是日期</translation>
    </message>
    <message>
        <source>Not an amount</source>
        <translation>不是金额</translation>
    </message>
    <message>
        <source>Not a currency code</source>
        <translation>不是币种代码</translation>
    </message>
    <message>
        <source>Characters cannot be read</source>
        <translation>字符无法识别</translation>
    </message>
    <message>
        <source>Not a year</source>
        <translation>不是年度</translation>
    </message>
    <message>
        <source>Id is missing</source>
        <translation>缺少编号</translation>
    </message>
    <message>
        <source>Date is missing</source>
        <translation>缺少日期</translation>
    </message>
    <message>
        <source>Amount is missing</source>
        <translation>缺少金额</translation>
    </message>
    <message>
        <source>Payee is missing</source>
        <translation>缺少收款方</translation>
    </message>
    <message>
        <source>Department is missing</source>
        <translation>缺少部门</translation>
    </message>
    <message>
        <source>Entity is missing</source>
        <translation>缺少单位</translation>
    </message>
    <message>
        <source>Currency is missing</source>
        <translation>缺少币种</translation>
    </message>
    <message>
        <source>The id occurs twice</source>
        <translation>编号重复</translation>
    </message>
    <message>
        <source>A quotation mark is not closed</source>
        <translation>引号未闭合</translation>
    </message>
    <message>
        <source>The text is too long</source>
        <translation>文本过长</translation>
    </message>
    <message>
        <source>The row has too few columns</source>
        <translation>该行列数过少</translation>
    </message>
    <message>
        <source>The row has too many columns</source>
        <translation>该行列数过多</translation>
    </message>
    <message>
        <source>Refused by the ledger</source>
        <translation>被账本拒绝</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>day, month, year</source>
        <translation>日、月、年</translation>
    </message>
    <message>
        <source>month, day, year</source>
        <translation>月、日、年</translation>
    </message>
    <message>
        <source>year, month, day</source>
        <translation>年、月、日</translation>
    </message>
    <message>
        <source>The row is empty</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>Year is missing</source>
        <translation>缺少年度</translation>
    </message>
    <message>
        <source>day, month, year (assumed)</source>
        <translation>日、月、年（推定）</translation>
    </message>
    <message>
        <source>month, day, year (assumed)</source>
        <translation>月、日、年（推定）</translation>
    </message>
    <message>
        <source>numbers of a spreadsheet</source>
        <translation>电子表格日期数字</translation>
    </message>
    <message>
        <source>month in words</source>
        <translation>英文月份</translation>
    </message>
    <message>
        <source>Currencies and fiscal year are not set yet</source>
        <translation>尚未设置币种和财政年度</translation>
    </message>
    <message>
        <source>The department is not defined</source>
        <translation>部门未定义</translation>
    </message>
    <message>
        <source>The entity is not defined</source>
        <translation>单位未定义</translation>
    </message>
    <message>
        <source>The class is not defined</source>
        <translation>分类科目未定义</translation>
    </message>
    <message>
        <source>The currency is not allowed here</source>
        <translation>此处不可使用该币种</translation>
    </message>
    <message>
        <source>There is no such allocation</source>
        <translation>没有这笔指标</translation>
    </message>
    <message>
        <source>More than the rest of its allocation</source>
        <translation>超出指标余额</translation>
    </message>
    <message>
        <source>The date is outside the fiscal year</source>
        <translation>日期不在该财政年度内</translation>
    </message>
    <message>
        <source>The id is too long</source>
        <translation>编号过长</translation>
    </message>
    <message>
        <source>year, month, day without marks</source>
        <translation>年月日，无分隔符</translation>
    </message>
    <message>
        <source>day and month in both orders</source>
        <translation>日、月顺序混用</translation>
    </message>
</context>
<context>
    <name>mz::FinanceMonthsModel</name>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>too large to add up</source>
        <translation>金额过大，无法合计</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
</context>
<context>
    <name>mz::FinancePage</name>
    <message>
        <source>Opening the network…</source>
        <translation>正在打开网络…</translation>
    </message>
    <message>
        <source>This channel keeps no payments</source>
        <translation>该通道不记录支付</translation>
    </message>
    <message>
        <source>Payments are recorded on channels that have the public finance contract. Choose such a channel above.</source>
        <translation>支付记录在装有公共财政合约的通道上，请在上方选择这样的通道。</translation>
    </message>
    <message>
        <source>The payments cannot be shown</source>
        <translation>无法显示支付</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Reading payments…</source>
        <translation>正在读取支付…</translation>
    </message>
    <message>
        <source>No payments on this ledger yet</source>
        <translation>账本上还没有支付</translation>
    </message>
    <message>
        <source>Here every payment of public money is listed, signed by who recorded it and provable to anyone. Start with a CSV file from your finance system; nothing is recorded before you have seen a preview.</source>
        <translation>这里列出每一笔公共资金支付，均由登记人签名，可向任何人证明。请从财务系统导出的 CSV 文件开始；预览确认之前不会登记任何内容。</translation>
    </message>
    <message>
        <source>Import payments…</source>
        <translation>导入支付…</translation>
    </message>
    <message>
        <source>No payment matches these filters</source>
        <translation>没有符合这些筛选条件的支付</translation>
    </message>
    <message>
        <source>Remove one of the filters above, or clear them all.</source>
        <translation>请移除上方的某个筛选，或全部清除。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Export payments</source>
        <translation>导出支付</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Exporting payments</source>
        <translation>正在导出支付</translation>
    </message>
    <message numerus="yes">
        <source>%1 payments written to %2.</source>
        <translation>
            <numerusform>已将 %1 笔支付写入 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>导出已取消，未写入文件。</translation>
    </message>
    <message>
        <source>The export failed. %1</source>
        <translation>导出失败。%1</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>Breakdown</source>
        <translation>构成</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Views of the payments</source>
        <translation>支付的各种视图</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>All payments that the filters leave, in the columns that are shown.</source>
        <translation>符合筛选条件的全部支付，按当前显示的列导出。</translation>
    </message>
    <message>
        <source>From a CSV file, with a preview first.</source>
        <translation>从 CSV 文件导入，先行预览。</translation>
    </message>
    <message>
        <source>The figures are being rebuilt from the chain; until that is done they may be incomplete.</source>
        <translation>正在从链上重建数据，完成前可能不完整。</translation>
    </message>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>There are no payments to export.</source>
        <translation>没有可导出的支付。</translation>
    </message>
    <message>
        <source>The table shows the first %1 payments in this order. Filter or turn the order round to see the others.</source>
        <translation>表格按当前排序显示前 %1 笔支付。筛选或反转排序可查看其余支付。</translation>
    </message>
    <message>
        <source>Opening the channel…</source>
        <translation>正在打开通道…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Some of these payments are damaged on this computer: their signed envelopes cannot be read. &lt;a href=&quot;verify&quot;&gt;Verify&lt;/a&gt; says which and how much.</source>
        <translation>其中有支付记录在本机已损坏：已签名的信封无法读取。&lt;a href=&quot;verify&quot;&gt;校验&lt;/a&gt;可查明是哪些、损坏多少。</translation>
    </message>
</context>
<context>
    <name>mz::FinancePreviewModel</name>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
</context>
<context>
    <name>mz::FinanceTableModel</name>
    <message>
        <source>Final</source>
        <translation>终局</translation>
    </message>
    <message>
        <source>Executed</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>Cosigned by enough organizations: nobody can change it unnoticed any more.</source>
        <translation>已有足够机构联署：任何人都无法悄然改动。</translation>
    </message>
    <message>
        <source>Recorded on the ledger; cosignatures of other organizations are still missing.</source>
        <translation>已记入账本，尚待其他机构联署。</translation>
    </message>
    <message>
        <source>Click to sort by this column.</source>
        <translation>点击按此列排序。</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>功能分类</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>凭证号</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>The signed envelope is damaged on this computer: id, reference and description are missing here.</source>
        <translation>已签名的信封在本机已损坏：此处缺少编号、参考号和说明。</translation>
    </message>
</context>
<context>
    <name>mz::FinanceText</name>
    <message>
        <source> billion</source>
        <translation> 十亿</translation>
    </message>
    <message>
        <source> million</source>
        <translation> 百万</translation>
    </message>
    <message>
        <source>all time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>%1 quarter %2</source>
        <translation>%1 年第 %2 季度</translation>
    </message>
    <message>
        <source>(not stated)</source>
        <translation>（未注明）</translation>
    </message>
</context>
<context>
    <name>mz::FormatText</name>
    <message>
        <source>executed</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>refused: malformed</source>
        <translation>拒绝：格式错误</translation>
    </message>
    <message>
        <source>refused: too large</source>
        <translation>拒绝：超过大小限制</translation>
    </message>
    <message>
        <source>refused: bad signature</source>
        <translation>拒绝：签名无效</translation>
    </message>
    <message>
        <source>refused: meant for another channel</source>
        <translation>拒绝：属于另一通道</translation>
    </message>
    <message>
        <source>refused: other rules version</source>
        <translation>拒绝：规则版本不符</translation>
    </message>
    <message>
        <source>refused: expired</source>
        <translation>拒绝：已过期</translation>
    </message>
    <message>
        <source>refused: lifetime too long</source>
        <translation>拒绝：有效期过长</translation>
    </message>
    <message>
        <source>refused: certificate not enrolled</source>
        <translation>拒绝：证书未登记</translation>
    </message>
    <message>
        <source>refused: certificate expired</source>
        <translation>拒绝：证书已过期</translation>
    </message>
    <message>
        <source>refused: certificate not yet valid</source>
        <translation>拒绝：证书尚未生效</translation>
    </message>
    <message>
        <source>refused: certificate revoked</source>
        <translation>拒绝：证书已吊销</translation>
    </message>
    <message>
        <source>refused: issuer is not a member</source>
        <translation>拒绝：签发机构不是成员</translation>
    </message>
    <message>
        <source>refused: unknown contract</source>
        <translation>拒绝：合约不存在</translation>
    </message>
    <message>
        <source>refused: unknown function</source>
        <translation>拒绝：函数不存在</translation>
    </message>
    <message>
        <source>refused: role not allowed</source>
        <translation>拒绝：角色无权限</translation>
    </message>
    <message>
        <source>refused: arguments not valid</source>
        <translation>拒绝：参数不合规</translation>
    </message>
    <message>
        <source>refused: organization not allowed</source>
        <translation>拒绝：机构无权限</translation>
    </message>
    <message>
        <source>refused: error in the contract</source>
        <translation>拒绝：合约出错</translation>
    </message>
    <message>
        <source>refused: contract took too many steps</source>
        <translation>拒绝：合约步骤超限</translation>
    </message>
    <message>
        <source>refused: contract took too much memory</source>
        <translation>拒绝：合约内存超限</translation>
    </message>
    <message>
        <source>refused: too many writes</source>
        <translation>拒绝：写入过多</translation>
    </message>
    <message>
        <source>refused: too many events</source>
        <translation>拒绝：事件过多</translation>
    </message>
    <message>
        <source>refused: calls nested too deep</source>
        <translation>拒绝：调用嵌套过深</translation>
    </message>
    <message>
        <source>refused: fraction not allowed</source>
        <translation>拒绝：不允许小数</translation>
    </message>
    <message>
        <source>refused: value not allowed</source>
        <translation>拒绝：不允许的值</translation>
    </message>
    <message>
        <source>refused: key not allowed</source>
        <translation>拒绝：不允许的键</translation>
    </message>
    <message>
        <source>refused: not possible in this state</source>
        <translation>拒绝：当前状态不允许</translation>
    </message>
    <message>
        <source>refused: already enrolled</source>
        <translation>拒绝：已登记</translation>
    </message>
    <message>
        <source>refused: certificate not accepted</source>
        <translation>拒绝：证书不被接受</translation>
    </message>
    <message>
        <source>refused: revocation list out of order</source>
        <translation>拒绝：吊销列表次序不符</translation>
    </message>
    <message>
        <source>refused: not the authority</source>
        <translation>拒绝：不是主管机构</translation>
    </message>
    <message>
        <source>refused by the contract</source>
        <translation>被合约拒绝</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒绝：%1</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>officer</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>审计员</translation>
    </message>
    <message>
        <source>clerk</source>
        <translation>办事员</translation>
    </message>
    <message>
        <source>applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>service</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>orderer</source>
        <translation>排序服务</translation>
    </message>
    <message>
        <source>kiosk</source>
        <translation>公众查询机</translation>
    </message>
    <message>
        <source>refused: certificate frozen</source>
        <translation>拒绝：证书已冻结</translation>
    </message>
    <message>
        <source>refused: channel frozen</source>
        <translation>拒绝：通道已冻结</translation>
    </message>
    <message>
        <source>refused: channel closed</source>
        <translation>拒绝：通道已关闭</translation>
    </message>
    <message>
        <source>refused: no such proposal</source>
        <translation>拒绝：没有这项提案</translation>
    </message>
    <message>
        <source>refused: proposal already settled</source>
        <translation>拒绝：提案已有结果</translation>
    </message>
    <message>
        <source>refused: proposal expired</source>
        <translation>拒绝：提案已过期</translation>
    </message>
    <message>
        <source>refused: proposal lapsed, another one changed its subject</source>
        <translation>拒绝：提案已失效，其内容已被另一提案更改</translation>
    </message>
    <message>
        <source>refused: proposal already on the channel</source>
        <translation>拒绝：提案已在通道上</translation>
    </message>
    <message>
        <source>refused: the configuration has changed since it was drafted</source>
        <translation>拒绝：起草后配置已变更</translation>
    </message>
    <message>
        <source>refused: no proposal may change this</source>
        <translation>拒绝：提案不得作此变更</translation>
    </message>
    <message>
        <source>refused: it is so already</source>
        <translation>拒绝：现状已是如此</translation>
    </message>
    <message>
        <source>refused: a voting member would have no administrator left</source>
        <translation>拒绝：将使某个表决成员没有管理员</translation>
    </message>
    <message>
        <source>refused: no voting member would be left</source>
        <translation>拒绝：将没有表决成员</translation>
    </message>
    <message>
        <source>refused: a policy could never be met</source>
        <translation>拒绝：将使某项策略永远无法满足</translation>
    </message>
    <message>
        <source>refused: possession of the key is not proved</source>
        <translation>拒绝：未证明持有密钥</translation>
    </message>
    <message>
        <source>refused: the key is registered already</source>
        <translation>拒绝：密钥已登记</translation>
    </message>
    <message>
        <source>refused: decision already on the channel</source>
        <translation>拒绝：该表态已在通道上</translation>
    </message>
    <message>
        <source>refused: the organization has decided again since</source>
        <translation>拒绝：该单位此后已重新表态</translation>
    </message>
    <message>
        <source>refused: made in the future</source>
        <translation>拒绝：签署时间在未来</translation>
    </message>
    <message>
        <source>refused: the signer is not enrolled</source>
        <translation>拒绝：签署人未登记</translation>
    </message>
    <message>
        <source>refused: the signer&apos;s certificate may not sign</source>
        <translation>拒绝：签署人的证书不能签名</translation>
    </message>
    <message>
        <source>refused: the signer may not decide</source>
        <translation>拒绝：签署人无权表态</translation>
    </message>
    <message>
        <source>refused: the signer&apos;s signature does not fit</source>
        <translation>拒绝：签署人的签名不符</translation>
    </message>
    <message>
        <source>refused: not the proposer</source>
        <translation>拒绝：不是提案方</translation>
    </message>
</context>
<context>
    <name>mz::GroupBars</name>
    <message>
        <source>%1: %2 in %3 payments, %4 of the whole</source>
        <translation>%1：%2，共 %3 笔，占 %4</translation>
    </message>
</context>
<context>
    <name>mz::HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>关闭帮助</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>本页帮助</translation>
    </message>
</context>
<context>
    <name>mz::IdentityChip</name>
    <message>
        <source>Reading only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>no identity here</source>
        <translation>本机没有身份</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · locked</source>
        <translation>%1 · 已锁定</translation>
    </message>
    <message>
        <source>%1 · unlocked</source>
        <translation>%1 · 已解锁</translation>
    </message>
    <message>
        <source>Identity: %1, %2</source>
        <translation>身份：%1，%2</translation>
    </message>
    <message>
        <source>Certificate valid until %1</source>
        <translation>证书有效期至 %1</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>No identity is kept in this folder.</source>
        <translation>此文件夹中没有保存身份。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>%1 · unlocked, %2 min left</source>
        <translation>%1 · 已解锁，剩 %2 分钟</translation>
    </message>
</context>
<context>
    <name>mz::ImportCertificatesDialog</name>
    <message>
        <source>Other files…</source>
        <translation>其他文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import certificates</source>
        <translation>导入证书</translation>
    </message>
    <message>
        <source>Drop files here, or paste their text</source>
        <translation>将文件拖到此处，或粘贴其内容</translation>
    </message>
    <message>
        <source>Certificates, chains, keys, requests and revocation lists: PEM, DER, PKCS#7, PKCS#8, PKCS#12.</source>
        <translation>证书、证书链、密钥、签发请求和吊销列表：PEM、DER、PKCS#7、PKCS#8、PKCS#12。</translation>
    </message>
    <message>
        <source>Choose files with certificates</source>
        <translation>选择含证书的文件</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的内容</translation>
    </message>
    <message>
        <source>Password of the files</source>
        <translation>文件密码</translation>
    </message>
    <message>
        <source>Something in them is encrypted. Press Enter to try it.</source>
        <translation>其中有加密的内容。按回车键尝试。</translation>
    </message>
    <message>
        <source>Open certificates</source>
        <translation>打开证书</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.der *.p7b *.p7c *.p12 *.pfx *.key *.csr *.crl);;All files (*)</source>
        <translation>证书和密钥 (*.pem *.crt *.cer *.der *.p7b *.p7c *.p12 *.pfx *.key *.csr *.crl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading certificates</source>
        <translation>正在读取证书</translation>
    </message>
    <message>
        <source>The files were not read. %1</source>
        <translation>文件未能读取。%1</translation>
    </message>
    <message>
        <source>pasted text</source>
        <translation>粘贴的内容</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>处理办法</translation>
    </message>
    <message numerus="yes">
        <source>%1 objects were found; %2 can be taken over. Those that are selected will be.</source>
        <translation>
            <numerusform>发现 %1 项，其中 %2 项可以导入。将导入所选的各项。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %1 objects</source>
        <translation>
            <numerusform>导入 %1 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Taking over certificates</source>
        <translation>正在导入证书</translation>
    </message>
    <message>
        <source>Nothing was taken over. %1</source>
        <translation>未导入。%1</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>New identities: %1. Certificates whose keys lie elsewhere: %2. Revocations: %3.</source>
        <translation>新身份：%1。密钥不在本机的证书：%2。吊销：%3。</translation>
    </message>
</context>
<context>
    <name>mz::ImportDialog</name>
    <message>
        <source>1  File</source>
        <translation>1  文件</translation>
    </message>
    <message>
        <source>2  Columns and preview</source>
        <translation>2  对应列与预览</translation>
    </message>
    <message>
        <source>3  Result</source>
        <translation>3  结果</translation>
    </message>
    <message>
        <source>Step %1 of 3</source>
        <translation>第 %1 步，共 3 步</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Cancel import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Check every row</source>
        <translation>逐行检查</translation>
    </message>
    <message>
        <source>Reads the whole file and says what would be recorded, without recording anything.</source>
        <translation>读取整个文件并说明将登记哪些内容，但不作登记。</translation>
    </message>
    <message>
        <source>Import another file</source>
        <translation>导入其他文件</translation>
    </message>
    <message>
        <source>Record payments</source>
        <translation>登记支付</translation>
    </message>
    <message>
        <source>Choose a file with payments</source>
        <translation>选择支付文件</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading the first rows…</source>
        <translation>正在读取前几行…</translation>
    </message>
    <message>
        <source>As it would be recorded</source>
        <translation>将按如下内容登记</translation>
    </message>
    <message>
        <source>Recognised as %1.</source>
        <translation>识别为 %1。</translation>
    </message>
    <message>
        <source>The file cannot be read like this. %1</source>
        <translation>无法按此方式读取文件。%1</translation>
    </message>
    <message numerus="yes">
        <source>Of the first %1 rows, %2 would be refused</source>
        <translation>
            <numerusform>前 %1 行中有 %2 行将被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 rows can all be recorded.</source>
        <translation>
            <numerusform>前 %1 行均可登记。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the first %1 rows, %2 can be recorded.</source>
        <translation>
            <numerusform>前 %1 行中有 %2 行可以登记。</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在检查 %1</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 / %2 行</translation>
    </message>
    <message>
        <source>The import was cancelled. Payments recorded before that stay; importing the file again adds only what is missing.</source>
        <translation>导入已取消。此前已登记的支付保留；再次导入该文件只会补充缺少的部分。</translation>
    </message>
    <message>
        <source>The import stopped. %1</source>
        <translation>导入已停止。%1</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>检查已取消。</translation>
    </message>
    <message numerus="yes">
        <source>%1 payments would be recorded</source>
        <translation>
            <numerusform>将登记 %1 笔支付</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was recorded</source>
        <translation>未登记任何内容</translation>
    </message>
    <message>
        <source>Everything in this file is on the ledger already</source>
        <translation>该文件的全部内容已在账本上</translation>
    </message>
    <message numerus="yes">
        <source>%1 payments recorded</source>
        <translation>
            <numerusform>已登记 %1 笔支付</numerusform>
        </translation>
    </message>
    <message>
        <source>This was a check; nothing has been written.</source>
        <translation>本次仅为检查，未写入任何内容。</translation>
    </message>
    <message>
        <source>At least one row is bad, and you asked for all or nothing.</source>
        <translation>至少有一行有误，而您选择了全部登记或全部不登记。</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows in %2 seconds.</source>
        <translation>
            <numerusform>%1 行，用时 %2 秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows in the file</source>
        <translation>文件行数</translation>
    </message>
    <message>
        <source>Would be recorded</source>
        <translation>将登记</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Sum that would be recorded: %1</source>
        <translation>将登记金额合计：%1</translation>
    </message>
    <message>
        <source>Sum recorded: %1</source>
        <translation>已登记金额合计：%1</translation>
    </message>
    <message>
        <source>Sum of refused rows: %1</source>
        <translation>被拒绝行金额合计：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 refused rows</source>
        <translation>
            <numerusform>%1 行被拒绝</numerusform>
        </translation>
    </message>
    <message>
        <source>Save refused rows</source>
        <translation>保存被拒绝的行</translation>
    </message>
    <message>
        <source>refused rows</source>
        <translation>被拒绝的行</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saving refused rows</source>
        <translation>正在保存被拒绝的行</translation>
    </message>
    <message numerus="yes">
        <source>%1 refused rows written to %2.</source>
        <translation>
            <numerusform>已将 %1 行被拒绝的数据写入 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>The list was not saved. %1</source>
        <translation>列表未能保存。%1</translation>
    </message>
    <message>
        <source>Import payments</source>
        <translation>导入支付</translation>
    </message>
    <message>
        <source>Drop a CSV file here, or press to choose one</source>
        <translation>将 CSV 文件拖到此处，或点击选择</translation>
    </message>
    <message>
        <source>From your finance system or spreadsheet. Encoding, separator and date style are recognised, and nothing is recorded before you have seen a preview.</source>
        <translation>来自财务系统或电子表格。自动识别编码、分隔符和日期格式；预览确认之前不会登记任何内容。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>导入方案</translation>
    </message>
    <message>
        <source>Recognise by headings</source>
        <translation>按表头识别</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>As in the file or profile</source>
        <translation>按文件或方案</translation>
    </message>
    <message>
        <source>Currency of the whole file</source>
        <translation>整个文件的币种</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>As in the file</source>
        <translation>按文件</translation>
    </message>
    <message>
        <source>For a file of one body: the same department for every row.</source>
        <translation>用于单一部门的文件：每行使用同一部门。</translation>
    </message>
    <message>
        <source>Department for every row</source>
        <translation>每行的部门</translation>
    </message>
    <message>
        <source>Record nothing if any row is bad</source>
        <translation>任何一行有误则全部不登记</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Preview of the payments</source>
        <translation>支付预览</translation>
    </message>
    <message>
        <source>Rows of the preview that would be refused</source>
        <translation>预览中将被拒绝的行</translation>
    </message>
    <message>
        <source>Refused rows</source>
        <translation>被拒绝的行</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Save refused rows as CSV</source>
        <translation>将被拒绝的行另存为 CSV</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>找不到文件 %1。</translation>
    </message>
    <message>
        <source>Still missing: choose where “%1” comes from.</source>
        <translation>还缺少：请选择“%1”取自哪一列。</translation>
    </message>
    <message>
        <source>No profile knows this file. Choose on the left what its columns mean.</source>
        <translation>没有导入方案能识别此文件，请在左侧选择各列的含义。</translation>
    </message>
    <message>
        <source>The mapping is saved as profile %1.</source>
        <translation>列对应关系已保存为方案 %1。</translation>
    </message>
    <message>
        <source>Save mapping as profile…</source>
        <translation>将对应关系存为方案…</translation>
    </message>
    <message>
        <source>Later files with the same headings are then recognised by themselves.</source>
        <translation>此后表头相同的文件将自动识别。</translation>
    </message>
</context>
<context>
    <name>mz::ImportMappingView</name>
    <message>
        <source>(not in the file)</source>
        <translation>（文件中没有）</translation>
    </message>
    <message>
        <source>Fixed text…</source>
        <translation>固定文本…</translation>
    </message>
    <message>
        <source>, else </source>
        <translation>，否则</translation>
    </message>
    <message>
        <source>%1 *</source>
        <translation>%1 *</translation>
    </message>
    <message>
        <source>Column for %1</source>
        <translation>%1对应的列</translation>
    </message>
    <message>
        <source>Fixed text for %1</source>
        <translation>%1的固定文本</translation>
    </message>
    <message>
        <source>The same for every row</source>
        <translation>每行相同</translation>
    </message>
</context>
<context>
    <name>mz::ImportProblemModel</name>
    <message>
        <source>(whole row)</source>
        <translation>（整行）</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>mz::ImportStylesView</name>
    <message>
        <source>By the profile: %1</source>
        <translation>按方案：%1</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Detected: %1</source>
        <translation>识别为：%1</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数</translation>
    </message>
</context>
<context>
    <name>mz::InvitationStep</name>
    <message>
        <source>Invitation</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>A member of the network has sent you a file that ends in .mzi. It is checked before anything is made.</source>
        <translation>网络中的一个成员给您发来了扩展名为 .mzi 的文件。先检查文件，再创建内容。</translation>
    </message>
    <message>
        <source>Drop the invitation here</source>
        <translation>将邀请文件拖到这里</translation>
    </message>
    <message>
        <source>Or press to choose the file.</source>
        <translation>或点击选择文件。</translation>
    </message>
    <message>
        <source>Choose the invitation file</source>
        <translation>选择邀请文件</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Choose another invitation file</source>
        <translation>另选邀请文件</translation>
    </message>
    <message>
        <source>The file is whole, and signed with the key that it names. Whose key that is, only you can find out: compare the last two lines with the inviter, by telephone for instance. Joining makes the keys of your organization and an answer to be sent back; nothing of the channel comes before its members have admitted you.</source>
        <translation>文件完整，并由其中所列的密钥签名。密钥究竟属于谁，只有您能核实：请与邀请方核对最后两行，例如通过电话。加入时将生成本机构的密钥和一份要发回的答复；成员接纳之前，不会收到该通道的任何内容。</translation>
    </message>
    <message>
        <source>Reading the invitation</source>
        <translation>正在读取邀请</translation>
    </message>
    <message>
        <source>Open an invitation</source>
        <translation>打开邀请</translation>
    </message>
    <message>
        <source>Invitations (*.mzi)</source>
        <translation>邀请 (*.mzi)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>This invitation cannot be used. %1</source>
        <translation>该邀请无法使用。%1</translation>
    </message>
    <message>
        <source>Choose the invitation file first.</source>
        <translation>请先选择邀请文件。</translation>
    </message>
    <message>
        <source>The file is no invitation, or it was cut off or altered on its way. Ask for it again.</source>
        <translation>该文件不是邀请，或在途中被截断或篡改。请对方重新发送。</translation>
    </message>
    <message>
        <source>It was altered after it had been signed. Ask the inviter to send it by another way.</source>
        <translation>文件在签名之后被改动。请邀请方通过其他途径发送。</translation>
    </message>
    <message>
        <source>Who signed it may not invite to this channel.</source>
        <translation>签名者无权邀请加入该通道。</translation>
    </message>
    <message>
        <source>Its time is over, or this computer&apos;s clock is wrong. Ask for a new one.</source>
        <translation>邀请已过期，或本机时钟不准。请索取新的邀请。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>%1 (a demonstration)</source>
        <translation>%1（演示）</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Who may read it</source>
        <translation>谁可以读</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>Members only</source>
        <translation>仅成员</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Invited by</source>
        <translation>邀请人</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Channel id</source>
        <translation>通道编号</translation>
    </message>
    <message>
        <source>Inviter&apos;s authority</source>
        <translation>邀请方证书颁发机构</translation>
    </message>
</context>
<context>
    <name>mz::InviteDialog</name>
    <message>
        <source>Save the invitation…</source>
        <translation>保存邀请…</translation>
    </message>
    <message>
        <source>Copy both</source>
        <translation>复制这两项</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Invite an organization</source>
        <translation>邀请机构</translation>
    </message>
    <message>
        <source>Invite an organization to “%1”</source>
        <translation>邀请机构加入“%1”</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>%1 (public)</source>
        <translation>%1（公开）</translation>
    </message>
    <message>
        <source>%1 (members only)</source>
        <translation>%1（仅限成员）</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>Valid for how many days</source>
        <translation>有效天数</translation>
    </message>
    <message>
        <source>Valid for (days)</source>
        <translation>有效期（天）</translation>
    </message>
    <message>
        <source>At most 90 days. An answer that comes later is not accepted.</source>
        <translation>最长 90 天。逾期的答复不予受理。</translation>
    </message>
    <message>
        <source>Tell the invited organization these two by another way, by telephone for instance: so they know that the file is yours and nobody exchanged it.</source>
        <translation>请通过其他途径（例如电话）将以下两项告知受邀机构，以便其确认文件出自贵方且未被调换。</translation>
    </message>
    <message>
        <source>Save the invitation</source>
        <translation>保存邀请</translation>
    </message>
    <message>
        <source>Invitations (*.mzi)</source>
        <translation>邀请 (*.mzi)</translation>
    </message>
    <message>
        <source>Writing the invitation</source>
        <translation>正在写入邀请</translation>
    </message>
    <message>
        <source>Channel id</source>
        <translation>通道编号</translation>
    </message>
    <message>
        <source>Fingerprint of your authority</source>
        <translation>本机构证书颁发机构的指纹</translation>
    </message>
    <message>
        <source>Channel id: %1
Fingerprint of our authority: %2</source>
        <translation>通道编号：%1
本机构证书颁发机构的指纹：%2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The certificate of %1 may not invite to this channel: it is revoked, has ended, or is not yet on the channel.</source>
        <translation>%1 的证书不能用于邀请加入此通道：证书已被吊销、已到期，或尚未在通道登记。</translation>
    </message>
    <message>
        <source>The invitation was not written. %1</source>
        <translation>邀请未写入。%1</translation>
    </message>
    <message>
        <source>The invitation is a signed file. Whoever gets it sees the network, the channel and its members, and can answer with the keys of their organization. They take part once the members have admitted them by a proposal.</source>
        <translation>邀请是一份经签名的文件。收到者可以看到网络、通道及其成员，并以本机构的密钥答复。成员以提案准入后方可参与。</translation>
    </message>
    <message>
        <source>The invitation is in %1, valid until %2. Send it to the organization. Its answer file comes back to you: the proposal to admit it is made of that (mz proposal draft --member-in).</source>
        <translation>邀请已存为 %1，有效期至 %2。请发给该机构。其答复文件将发回给您，用于发起准入提案（mz proposal draft --member-in）。</translation>
    </message>
</context>
<context>
    <name>mz::IssueDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Adjust and issue</source>
        <translation>调整并签发</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>签发</translation>
    </message>
    <message>
        <source>Issue certificates</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>officer-0431
officer-0432
zhang-7, auditor</source>
        <translation>officer-0431
officer-0432
zhang-7, 审计</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>存在的问题</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>颁发机构</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Staff numbers, or names of machines</source>
        <translation>工号或设备名称</translation>
    </message>
    <message>
        <source>One a line; another role may follow after a comma. No names of people: a certificate stays on channels for ever.</source>
        <translation>每行一个；逗号后可写另一角色。请勿写姓名：证书会永久保留在通道上。</translation>
    </message>
    <message>
        <source>Open a list</source>
        <translation>打开名单</translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt);;All files (*)</source>
        <translation>名单 (*.csv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>The list was not read. %1</source>
        <translation>名单未能读取。%1</translation>
    </message>
    <message>
        <source>Nothing is entered yet.</source>
        <translation>尚未输入。</translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates</source>
        <translation>
            <numerusform>%1 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; the last %n lines are too many and left out</source>
        <translation>
            <numerusform>；超出上限的最后 %n 行未计入</numerusform>
        </translation>
    </message>
    <message>
        <source>change the line</source>
        <translation>请更改此行</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Issuing %1 certificates…</source>
        <translation>
            <numerusform>正在签发 %1 张证书…</numerusform>
        </translation>
    </message>
    <message>
        <source>Issuing certificates</source>
        <translation>正在签发证书</translation>
    </message>
    <message>
        <source>Cancelled. No certificate was issued.</source>
        <translation>已取消，未签发证书。</translation>
    </message>
    <message>
        <source>Nothing was issued. %1</source>
        <translation>未签发证书。%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are issued</source>
        <translation>
            <numerusform>已签发 %1 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Their keys lie encrypted in this program&apos;s keystore, until each is handed over.</source>
        <translation>密钥加密存放在本程序的密钥库中，直至分别交付。</translation>
    </message>
    <message>
        <source>List from a file…</source>
        <translation>从文件读取名单…</translation>
    </message>
    <message>
        <source>Signing request…</source>
        <translation>签发请求…</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Open a signing request</source>
        <translation>打开签发请求</translation>
    </message>
    <message>
        <source>Signing requests (*.csr *.req *.p10 *.pem *.der)</source>
        <translation>签发请求 (*.csr *.req *.p10 *.pem *.der)</translation>
    </message>
    <message>
        <source>As usual for this kind</source>
        <translation>按此类型的惯例</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>The request cannot be used. %1</source>
        <translation>该请求无法使用。%1</translation>
    </message>
    <message>
        <source>For the key of a request (%1), which asks: %2. Only what stands below is taken over.</source>
        <translation>用于一份请求的密钥（%1），其中要求：%2。仅采用下方的内容。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Save it from its page and send it to whoever made the request.</source>
        <translation>请在其页面保存后发给提出请求的一方。</translation>
    </message>
    <message>
        <source>A request is for one certificate: leave one line.</source>
        <translation>一份请求只对应一张证书：请只留一行。</translation>
    </message>
</context>
<context>
    <name>mz::JoinWizard</name>
    <message>
        <source>The keys of %1 with its certificate authority, you as its administrator, and an officer; and an answer to be sent to %2. The channel “%3” is then waiting for its members&apos; approval.</source>
        <translation>%1的密钥及其证书颁发机构、您作为管理员、另有一名经办；以及一份要发给 %2 的答复。之后，通道“%3”等待其成员批准。</translation>
    </message>
    <message>
        <source>Join a network</source>
        <translation>加入网络</translation>
    </message>
    <message>
        <source>Make the keys and the answer</source>
        <translation>生成密钥和答复</translation>
    </message>
</context>
<context>
    <name>mz::JournalFilterModel</name>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Done and not done</source>
        <translation>已完成和未完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>About or by</source>
        <translation>对象或操作人</translation>
    </message>
</context>
<context>
    <name>mz::JournalModel</name>
    <message>
        <source>Identities unlocked</source>
        <translation>身份已解锁</translation>
    </message>
    <message>
        <source>Identities locked</source>
        <translation>身份已锁定</translation>
    </message>
    <message>
        <source>Call signed and sent</source>
        <translation>调用已签名并提交</translation>
    </message>
    <message>
        <source>Payments imported</source>
        <translation>支付已导入</translation>
    </message>
    <message>
        <source>Channel verified</source>
        <translation>通道已校验</translation>
    </message>
    <message>
        <source>Figures rebuilt</source>
        <translation>数据已重建</translation>
    </message>
    <message>
        <source>Receipt saved</source>
        <translation>收据已保存</translation>
    </message>
    <message>
        <source>File saved</source>
        <translation>文件已保存</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Alarm acknowledged</source>
        <translation>告警已受理</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>damage found</source>
        <translation>发现损坏</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>not done: %1</source>
        <translation>未完成：%1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>密码已更改</translation>
    </message>
    <message>
        <source>Logged in to a token</source>
        <translation>已登录密码令牌</translation>
    </message>
    <message>
        <source>Logged out of a token</source>
        <translation>已退出密码令牌</translation>
    </message>
    <message>
        <source>Key made on a token</source>
        <translation>已在密码令牌中生成密钥</translation>
    </message>
    <message>
        <source>Key moved to a token</source>
        <translation>密钥已移入密码令牌</translation>
    </message>
    <message>
        <source>Identity of a token added</source>
        <translation>已添加密码令牌中的身份</translation>
    </message>
    <message>
        <source>Certificate put on a token</source>
        <translation>证书已写入密码令牌</translation>
    </message>
    <message>
        <source>Key removed from a token</source>
        <translation>已从密码令牌中删除密钥</translation>
    </message>
    <message>
        <source>Proposal signed</source>
        <translation>已签署提案</translation>
    </message>
    <message>
        <source>Decision on a proposal signed</source>
        <translation>已对提案签署表态</translation>
    </message>
</context>
<context>
    <name>mz::JournalView</name>
    <message numerus="yes">
        <source>%1 entries</source>
        <translation>
            <numerusform>%1 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 条，共 %2 条</translation>
    </message>
    <message>
        <source>Reading the journal</source>
        <translation>正在读取日志</translation>
    </message>
    <message>
        <source>Nothing has been done in this program yet</source>
        <translation>本程序中尚无操作</translation>
    </message>
    <message>
        <source>Unlocking, signing, imports, verifications, saved files and prints are listed here, with who did them and how they ended.</source>
        <translation>解锁、签名、导入、校验、保存的文件和打印都会列在这里，并写明操作人和结果。</translation>
    </message>
    <message>
        <source>No entry matches these filters</source>
        <translation>没有符合筛选的条目</translation>
    </message>
    <message>
        <source>Change one of the filters above, or clear them.</source>
        <translation>请更改上方的筛选，或将其清除。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>What was done in this program, newest first</source>
        <translation>本程序中的操作，最新的在前</translation>
    </message>
</context>
<context>
    <name>mz::LedgerView</name>
    <message>
        <source>Only %1</source>
        <translation>只看 %1</translation>
    </message>
    <message>
        <source>%1 so far, looking further…</source>
        <translation>已找到 %1 笔，继续查找中…</translation>
    </message>
    <message>
        <source>The newest %1 are listed; narrow the filters to see earlier ones.</source>
        <translation>列出最新的 %1 笔；请缩小筛选范围以查看更早的。</translation>
    </message>
    <message numerus="yes">
        <source>%1 transactions</source>
        <translation>
            <numerusform>%1 笔交易</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 transactions; looked back to %2</source>
        <translation>
            <numerusform>至少 %1 笔交易；已查到 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 new</source>
        <translation>
            <numerusform>至少 %1 笔新交易</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 new</source>
        <translation>
            <numerusform>%1 笔新交易</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what is new: %1</source>
        <translation>显示新内容：%1</translation>
    </message>
    <message>
        <source>What was done cannot be shown</source>
        <translation>无法显示活动</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Looking through the ledger</source>
        <translation>正在查看账本</translation>
    </message>
    <message>
        <source>Nothing found yet</source>
        <translation>尚未找到</translation>
    </message>
    <message>
        <source>Looked back to %1; what is older has not been looked through.</source>
        <translation>已查到 %1；更早的尚未查看。</translation>
    </message>
    <message>
        <source>Look further</source>
        <translation>继续查找</translation>
    </message>
    <message>
        <source>Nothing has been done on the ledger yet</source>
        <translation>账本上尚无活动</translation>
    </message>
    <message>
        <source>Every call that anybody signs appears here, executed or refused.</source>
        <translation>任何人签名的每次调用都会出现在这里，无论已执行还是被拒。</translation>
    </message>
    <message>
        <source>No transaction matches these filters</source>
        <translation>没有符合筛选的交易</translation>
    </message>
    <message>
        <source>Nothing that the filters above let through is on the ledger. Change one of them, or clear them.</source>
        <translation>账本上没有符合上述筛选的内容。请更改其中一项，或将其清除。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>What was done on the ledger, newest first</source>
        <translation>账本上的活动，最新的在前</translation>
    </message>
    <message>
        <source>New transactions came in; the list does not move before you press this.</source>
        <translation>有新交易；按此按钮前列表不会移动。</translation>
    </message>
    <message>
        <source>Goes on with what is older.</source>
        <translation>继续查看更早的内容。</translation>
    </message>
</context>
<context>
    <name>mz::LinkOpener</name>
    <message>
        <source>This network has no channel “%1” that you may read.</source>
        <translation>此网络中没有您可读的通道“%1”。</translation>
    </message>
    <message>
        <source>Channel “%1” has no block %2 yet.</source>
        <translation>通道“%1”还没有区块 %2。</translation>
    </message>
    <message>
        <source>Channel “%1” has no payment %2.</source>
        <translation>通道“%1”没有编号为 %2 的支付。</translation>
    </message>
    <message>
        <source>No channel that you may read has this transaction.</source>
        <translation>您可读的通道中都没有这笔交易。</translation>
    </message>
</context>
<context>
    <name>mz::LockingCard</name>
    <message>
        <source>Locking</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>L&amp;ock after</source>
        <translation>锁定时间(&amp;O)</translation>
    </message>
    <message>
        <source>Lock identities after this time without input</source>
        <translation>无操作多久后锁定身份</translation>
    </message>
    <message>
        <source>When nobody touches the keyboard or the mouse for so long, the identities are locked. Work that runs is not cut off.</source>
        <translation>键盘和鼠标在此时间内无人操作，身份即被锁定。正在进行的工作不会中断。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::MainWindow</name>
    <message>
        <source>Mingzhang</source>
        <translation>明账</translation>
    </message>
    <message>
        <source>%1 – Mingzhang</source>
        <translation>%1 – 明账</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>No identity is kept in this folder.</source>
        <translation>此文件夹中没有保存身份。</translation>
    </message>
    <message>
        <source>The identities are unlocked already.</source>
        <translation>身份已经解锁。</translation>
    </message>
    <message>
        <source>Nothing is unlocked.</source>
        <translation>没有已解锁的身份。</translation>
    </message>
    <message numerus="yes">
        <source>Locked after %Ln minute(s) without input.</source>
        <translation>
            <numerusform>已有 %Ln 分钟无操作，身份已锁定。</numerusform>
        </translation>
    </message>
    <message>
        <source>This window has no page “%1” for you.</source>
        <translation>此窗口没有可供您查看的页面“%1”。</translation>
    </message>
    <message>
        <source>The link opens as soon as a network is open.</source>
        <translation>打开网络后即打开此链接。</translation>
    </message>
    <message>
        <source>This is no link of Mingzhang, or it was cut off. Links begin with mingzhang: and name a transaction, a block, a payment or a page.</source>
        <translation>这不是明账的链接，或者链接不完整。链接以 mingzhang: 开头，指向一笔交易、一个区块、一笔支付或一个页面。</translation>
    </message>
    <message>
        <source>The link leads nowhere</source>
        <translation>链接没有指向任何内容</translation>
    </message>
    <message>
        <source>%1 Check that it is complete and that the network it was made in is open.</source>
        <translation>%1请检查链接是否完整，以及生成链接的网络是否已打开。</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>不用链接，继续</translation>
    </message>
    <message>
        <source>Your settings could not be read as they were</source>
        <translation>无法按原样读取您的设置</translation>
    </message>
    <message>
        <source>Your settings cannot be saved</source>
        <translation>无法保存您的设置</translation>
    </message>
    <message>
        <source>They hold until you close the program. %1</source>
        <translation>设置在关闭程序前有效。%1</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>没有可后退的内容。</translation>
    </message>
    <message>
        <source>There is nothing to go forward to.</source>
        <translation>没有可前进的内容。</translation>
    </message>
    <message>
        <source>The link is in the clipboard: %1</source>
        <translation>链接已复制到剪贴板：%1</translation>
    </message>
    <message>
        <source>Nothing that has a link is shown.</source>
        <translation>当前内容没有链接。</translation>
    </message>
    <message>
        <source>The verification found no damage</source>
        <translation>校验未发现损坏</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Only an administrator of a voting member can invite, and none is here.</source>
        <translation>只有表决成员的管理员可以邀请，本机没有这样的身份。</translation>
    </message>
</context>
<context>
    <name>mz::MonthBars</name>
    <message>
        <source>%1, billions</source>
        <translation>%1，十亿</translation>
    </message>
    <message>
        <source>%1, millions</source>
        <translation>%1，百万</translation>
    </message>
    <message>
        <source>%1, thousands</source>
        <translation>%1，千</translation>
    </message>
    <message>
        <source>%1: %2 in %3 payments</source>
        <translation>%1：%2，共 %3 笔</translation>
    </message>
</context>
<context>
    <name>mz::MonthsView</name>
    <message>
        <source>%1 against %2</source>
        <translation>%1 与 %2 对比</translation>
    </message>
    <message>
        <source>A year earlier</source>
        <translation>前一年</translation>
    </message>
    <message>
        <source>A year later</source>
        <translation>后一年</translation>
    </message>
    <message>
        <source>Payments by month</source>
        <translation>按月支付</translation>
    </message>
    <message>
        <source>Click a month to see its payments.</source>
        <translation>点击月份查看当月支付。</translation>
    </message>
    <message>
        <source>Currency of the bars</source>
        <translation>图表币种</translation>
    </message>
</context>
<context>
    <name>mz::NamesEditor</name>
    <message>
        <source>Type part of the name</source>
        <translation>输入名称的一部分</translation>
    </message>
    <message>
        <source>Search for a name</source>
        <translation>搜索名称</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>The names cannot be read.</source>
        <translation>无法读取名称。</translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No name contains this text.</source>
        <translation>没有包含此文本的名称。</translation>
    </message>
    <message>
        <source>The first %1 names; type to see others.</source>
        <translation>仅显示前 %1 个名称，输入以查找其他。</translation>
    </message>
</context>
<context>
    <name>mz::Navigation</name>
    <message>
        <source>Mingzhang</source>
        <translation>明账</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show names of the pages</source>
        <translation>显示页面名称</translation>
    </message>
    <message>
        <source>Show icons only</source>
        <translation>仅显示图标</translation>
    </message>
</context>
<context>
    <name>mz::NetworkDoor</name>
    <message>
        <source>Open a network folder</source>
        <translation>打开网络文件夹</translation>
    </message>
    <message>
        <source>Opening the network</source>
        <translation>正在打开网络</translation>
    </message>
    <message>
        <source>The network cannot be opened</source>
        <translation>无法打开网络</translation>
    </message>
    <message>
        <source>Making the demonstration network</source>
        <translation>正在生成演示网络</translation>
    </message>
    <message>
        <source>The demonstration network cannot be made</source>
        <translation>无法生成演示网络</translation>
    </message>
    <message>
        <source>Making the network “%1”</source>
        <translation>正在创建网络“%1”</translation>
    </message>
    <message>
        <source>The network cannot be made</source>
        <translation>无法创建网络</translation>
    </message>
    <message>
        <source>Making the keys of “%1”</source>
        <translation>正在生成“%1”的密钥</translation>
    </message>
</context>
<context>
    <name>mz::NetworkReadyDialog</name>
    <message>
        <source>Save a copy of the keys…</source>
        <translation>保存密钥副本…</translation>
    </message>
    <message>
        <source>The network is ready</source>
        <translation>网络已就绪</translation>
    </message>
    <message>
        <source>“%1” is ready</source>
        <translation>“%1”已就绪</translation>
    </message>
    <message>
        <source>It is open, and its keys are unlocked until you lock them or close the program.</source>
        <translation>网络已打开，密钥已解锁，直到您锁定或关闭程序为止。</translation>
    </message>
    <message>
        <source>You sign as</source>
        <translation>您的签名身份</translation>
    </message>
    <message>
        <source>The identity of the administrator.</source>
        <translation>管理员的身份。</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>An identity for recording payments.</source>
        <translation>用于登记支付的身份。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Everything of this network on this computer.</source>
        <translation>本机上属于该网络的全部内容。</translation>
    </message>
    <message>
        <source>Root of the network</source>
        <translation>网络根证书</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate that vouches for every organization&apos;s authority.</source>
        <translation>为各机构的证书颁发机构作保的证书的指纹。</translation>
    </message>
    <message>
        <source>Your authority</source>
        <translation>本机构证书颁发机构</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate that vouches for your people and computers.</source>
        <translation>为本机构人员和计算机作保的证书的指纹。</translation>
    </message>
    <message>
        <source>Keep the keys in a second place</source>
        <translation>请在另一处保存密钥</translation>
    </message>
    <message>
        <source>The root of the network and your certificate authority are in one encrypted file. Whoever loses it or its password cannot get them back: put a copy on a medium that is locked away.</source>
        <translation>网络根证书和本机构证书颁发机构的密钥在同一个加密文件中。文件或密码一旦丢失便无法找回：请将副本存入专门保管的介质。</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>随便看看</translation>
    </message>
    <message>
        <source>Import the first payments…</source>
        <translation>导入第一批支付…</translation>
    </message>
    <message>
        <source>Save a copy of the keys</source>
        <translation>保存密钥副本</translation>
    </message>
    <message>
        <source>Keystore (*.mzk)</source>
        <translation>密钥库 (*.mzk)</translation>
    </message>
    <message>
        <source>Saving a copy of the keys</source>
        <translation>正在保存密钥副本</translation>
    </message>
    <message>
        <source>A copy is in %1. It is as safe as the password.</source>
        <translation>副本已存入 %1。它的安全取决于密码。</translation>
    </message>
    <message>
        <source>The copy could not be written to %1. Choose another place.</source>
        <translation>副本无法写入 %1。请另选位置。</translation>
    </message>
</context>
<context>
    <name>mz::NetworkStep</name>
    <message>
        <source>Enter the name of the network, at most 200 bytes long.</source>
        <translation>请填写网络名称，最长 200 字节。</translation>
    </message>
    <message>
        <source>A domain has two or more parts of small letters a to z, digits and hyphens, with dots between them, at most 64 characters. Those that end in .example are demonstrations.</source>
        <translation>域名由两段或更多段组成，各段用小写字母 a 至 z、数字和连字符，以点隔开，最长 64 个字符。以 .example 结尾的是演示网络。</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Several organizations keep the books of a network together. You begin it, and invite the others later.</source>
        <translation>一个网络的账本由多个机构共同记。由您开始，以后再邀请其他机构。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>What people call it: River City Government Alliance.</source>
        <translation>大家对它的称呼，如：江城政务联盟。</translation>
    </message>
    <message>
        <source>&amp;Domain</source>
        <translation>域名(&amp;D)</translation>
    </message>
    <message>
        <source>Stands in every proof and stays for good. A domain that you own, or the one offered here; nothing is looked up on the internet.</source>
        <translation>写入每一份证明，永不改变。可用自有域名，也可用此处给出的域名；不会到互联网上查询。</translation>
    </message>
</context>
<context>
    <name>mz::NotificationBell</name>
    <message>
        <source>danger</source>
        <translation>危险</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>需要注意</translation>
    </message>
    <message>
        <source>for information</source>
        <translation>供参考</translation>
    </message>
    <message>
        <source>Notifications: nothing new</source>
        <translation>通知：没有新通知</translation>
    </message>
    <message numerus="yes">
        <source>Notifications: %Ln new, the gravest: %1</source>
        <translation>
            <numerusform>通知：%Ln 条新通知，最严重的：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::NotificationList</name>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Clear all notifications</source>
        <translation>清除全部通知</translation>
    </message>
    <message>
        <source>Nothing to report. Alarms, work that ended and troubles of the program appear here.</source>
        <translation>没有通知。警报、已结束的工作和程序自身的问题会显示在这里。</translation>
    </message>
    <message>
        <source>Put away: %1</source>
        <translation>收起：%1</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>mz::OperationsCentre</name>
    <message>
        <source>Stopping: %1</source>
        <translation>正在停止：%1</translation>
    </message>
    <message>
        <source>%1 %2%</source>
        <translation>%1 %2%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>取消：%1</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>另有 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all running work</source>
        <translation>查看全部正在进行的工作</translation>
    </message>
</context>
<context>
    <name>mz::OrgStep</name>
    <message>
        <source>Not said</source>
        <translation>不填</translation>
    </message>
    <message>
        <source>National</source>
        <translation>国家级</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省级</translation>
    </message>
    <message>
        <source>City</source>
        <translation>市级</translation>
    </message>
    <message>
        <source>District or county</source>
        <translation>区县级</translation>
    </message>
    <message>
        <source>Township or street</source>
        <translation>乡镇街道</translation>
    </message>
    <message>
        <source>Enter the name of your organization, at most 200 bytes long.</source>
        <translation>请填写机构名称，最长 200 字节。</translation>
    </message>
    <message>
        <source>A short name begins with a letter a to z and has letters, digits and hyphens, at most 32.</source>
        <translation>简称以小写字母 a 至 z 开头，由字母、数字和连字符组成，最长 32 个字符。</translation>
    </message>
    <message>
        <source>A staff number begins with a letter a to z and has letters, digits and hyphens, at most 32; ca, node-1 and officer-01 are taken.</source>
        <translation>工号以小写字母 a 至 z 开头，由字母、数字和连字符组成，最长 32 个字符；ca、node-1 和 officer-01 已被占用。</translation>
    </message>
    <message>
        <source>A region code has six digits. It may be left empty.</source>
        <translation>行政区划代码为六位数字，可以不填。</translation>
    </message>
    <message>
        <source>Your organization</source>
        <translation>本机构</translation>
    </message>
    <message>
        <source>It gets a certificate authority of its own, which vouches for its people and computers.</source>
        <translation>本机构将有自己的证书颁发机构，为其人员和计算机作保。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>As others know it: Finance Bureau.</source>
        <translation>其他机构所知的名称，如：财政局。</translation>
    </message>
    <message>
        <source>&amp;Short name</source>
        <translation>简称(&amp;S)</translation>
    </message>
    <message>
        <source>Stands in certificates and on every transaction, and stays for good.</source>
        <translation>写入证书和每一笔交易，永不改变。</translation>
    </message>
    <message>
        <source>&amp;Signatures</source>
        <translation>签名算法(&amp;G)</translation>
    </message>
    <message>
        <source>Of this organization. Others in the network may use the other kind.</source>
        <translation>本机构所用。网络中的其他机构可以使用另一种。</translation>
    </message>
    <message>
        <source>International: ECDSA P-256 with SHA-256</source>
        <translation>国际算法：ECDSA P-256 与 SHA-256</translation>
    </message>
    <message>
        <source>Guomi (Chinese national standards): SM2 with SM3</source>
        <translation>国密算法：SM2 与 SM3</translation>
    </message>
    <message>
        <source>Your staff &amp;number</source>
        <translation>您的工号(&amp;U)</translation>
    </message>
    <message>
        <source>Your certificate as the administrator bears it, in place of your name.</source>
        <translation>您的管理员证书上写工号，不写姓名。</translation>
    </message>
    <message>
        <source>&amp;Level</source>
        <translation>级别(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Region code</source>
        <translation>行政区划代码(&amp;R)</translation>
    </message>
    <message>
        <source>GB/T 2260, such as 420100. May be left empty.</source>
        <translation>GB/T 2260，如 420100。可以不填。</translation>
    </message>
</context>
<context>
    <name>mz::OverviewPage</name>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>This channel cannot be read</source>
        <translation>无法读取该通道</translation>
    </message>
    <message>
        <source>Show the chain</source>
        <translation>查看链</translation>
    </message>
    <message>
        <source>Reading the overview</source>
        <translation>正在读取总览</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>no budget is recorded</source>
        <translation>尚未登记预算</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>占 %2 的 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more currency(s)</source>
        <translation>
            <numerusform>%1，另有 %n 种货币</numerusform>
        </translation>
    </message>
    <message>
        <source>Spent in %1 against budget</source>
        <translation>%1 年支出 / 预算</translation>
    </message>
    <message>
        <source>Spending</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>no payments are recorded this year</source>
        <translation>今年尚无支付</translation>
    </message>
    <message>
        <source>the figures are being rebuilt</source>
        <translation>数据正在重建</translation>
    </message>
    <message>
        <source>Transactions today</source>
        <translation>今日交易</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 笔被拒</translation>
    </message>
    <message>
        <source>Time until final</source>
        <translation>终局用时</translation>
    </message>
    <message>
        <source>median of new blocks; longest %1</source>
        <translation>最新区块的中位数；最长 %1</translation>
    </message>
    <message>
        <source>none of the newest blocks is final yet</source>
        <translation>最新区块均未终局</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message numerus="yes">
        <source>%n of them cosign</source>
        <translation>
            <numerusform>其中 %n 个联署</numerusform>
        </translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>24 hours up to the newest block, %1</source>
        <translation>到最新区块 %1 为止的 24 小时</translation>
    </message>
    <message>
        <source>%1 tx</source>
        <translation>%1 笔</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Wall view</source>
        <translation>大屏视图</translation>
    </message>
    <message>
        <source>Few figures in large type over the whole screen (%1)</source>
        <translation>全屏大字显示少量数字（%1）</translation>
    </message>
    <message>
        <source>What needs me</source>
        <translation>需要我处理</translation>
    </message>
    <message>
        <source>Nothing needs you now.</source>
        <translation>目前没有需要您处理的事项。</translation>
    </message>
    <message>
        <source>Why believe it</source>
        <translation>凭什么相信</translation>
    </message>
    <message>
        <source>Transactions a minute</source>
        <translation>每分钟交易</translation>
    </message>
    <message>
        <source>Latest blocks</source>
        <translation>最新区块</translation>
    </message>
    <message>
        <source>Show the payments</source>
        <translation>查看支付</translation>
    </message>
    <message>
        <source>under 1&#xa0;s</source>
        <translation>不到 1 秒</translation>
    </message>
    <message>
        <source>%1&#xa0;s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>mz::OverviewText</name>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <translation>
            <numerusform>%n 秒前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>One copy, up to block %1: in this demonstration every member&apos;s keys lie on this computer.</source>
        <translation>一份账本，到区块 %1：演示中所有成员的密钥都在本机。</translation>
    </message>
    <message>
        <source>This computer has everything up to block %1. What other members hold is not known here before their nodes are connected.</source>
        <translation>本机持有到区块 %1 的完整账本。其他成员持有多少，要等其节点接入后才能得知。</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Not verified on this computer yet.</source>
        <translation>尚未在本机校验。</translation>
    </message>
    <message>
        <source>Verified %1, up to block %2: no damage.</source>
        <translation>%1校验到区块 %2，无损坏。</translation>
    </message>
    <message numerus="yes">
        <source>Verified %1, up to block %2: %n place(s) are damaged.</source>
        <translation>
            <numerusform>%1校验到区块 %2，发现 %n 处损坏。</numerusform>
        </translation>
    </message>
    <message>
        <source>Contracts</source>
        <translation>合约</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) were decided today by the contracts&apos; rules alone, %1 of them refused.</source>
        <translation>
            <numerusform>今日 %n 笔调用全由合约规则裁定，其中 %1 笔被拒。</numerusform>
        </translation>
    </message>
    <message>
        <source>The identities are locked</source>
        <translation>身份已锁定</translation>
    </message>
    <message>
        <source>Nothing can be signed, and no blocks are made, until somebody unlocks them.</source>
        <translation>解锁之前不能签署，也不出块。</translation>
    </message>
    <message>
        <source>Refused today</source>
        <translation>今日被拒</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) were refused by rules or contracts.</source>
        <translation>
            <numerusform>%n 笔调用被规则或合约拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>Further alarms</source>
        <translation>其他告警</translation>
    </message>
    <message numerus="yes">
        <source>%1 others wait for somebody.</source>
        <translation>
            <numerusform>另有 %1 个告警待受理。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest block is cosigned by %1 of %2 (needed: %3). %n of them may lie without being able to contradict it.</source>
        <translation>
            <numerusform>最新区块由 %2 个机构中的 %1 个联署（需要 %3 个）；其中即使有 %n 个说谎，也推翻不了它。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::PasswordStep</name>
    <message>
        <source>The two passwords differ. Enter the same one again.</source>
        <translation>两次输入的密码不同。请再输入同一个密码。</translation>
    </message>
    <message>
        <source>Password and summary</source>
        <translation>密码与确认</translation>
    </message>
    <message>
        <source>The password encrypts the keys on this computer. Nobody can reset it: keep it as you keep a seal.</source>
        <translation>密码用来加密本机上的密钥。任何人都无法重置：请像保管公章一样保管。</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>At least 12 characters.</source>
        <translation>至少 12 个字符。</translation>
    </message>
    <message>
        <source>Password &amp;again</source>
        <translation>再次输入密码(&amp;A)</translation>
    </message>
    <message>
        <source>What will be made</source>
        <translation>将要创建的内容</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>换一个文件夹…</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>另选文件夹</translation>
    </message>
    <message>
        <source>It will lie in the folder %1</source>
        <translation>将存放在文件夹 %1</translation>
    </message>
    <message>
        <source>Strength of the password</source>
        <translation>密码强度</translation>
    </message>
    <message>
        <source>Nothing entered yet</source>
        <translation>尚未输入</translation>
    </message>
    <message>
        <source>Choose an empty folder</source>
        <translation>选择一个空文件夹</translation>
    </message>
</context>
<context>
    <name>mz::PasswordText</name>
    <message>
        <source>A password has no control characters. Type it instead of pasting it.</source>
        <translation>密码不能包含控制字符。请直接输入，不要粘贴。</translation>
    </message>
    <message>
        <source>This is too long. Take a shorter password.</source>
        <translation>密码过长。请改用较短的密码。</translation>
    </message>
    <message>
        <source>Everybody knows this password: demonstrations have it. Take another one.</source>
        <translation>这是演示网络的公开密码，人人皆知。请改用其他密码。</translation>
    </message>
    <message>
        <source>Take at least 12 characters, with 5 different ones among them. Several words are easier to keep in mind than signs.</source>
        <translation>至少 12 个字符，其中至少 5 个各不相同。几个词比符号更容易记住。</translation>
    </message>
    <message>
        <source>This is mostly a word or a password that many people use, and such are tried first. Take several words that do not belong together.</source>
        <translation>该密码主要由常用词语或常见密码构成，猜测者会最先尝试。请选用几个互不相关的词语。</translation>
    </message>
    <message>
        <source>This repeats itself, and is guessed soon. Take several words that do not belong together.</source>
        <translation>该密码内容重复，很快会被猜中。请选用几个互不相关的词语。</translation>
    </message>
    <message>
        <source>This is mostly a sequence such as 1234 or abcd, and is guessed soon. Take several words that do not belong together.</source>
        <translation>该密码主要是 1234、abcd 一类的连续字符，很快会被猜中。请选用几个互不相关的词语。</translation>
    </message>
    <message>
        <source>This is mostly keys that lie beside each other, and is guessed soon. Take several words that do not belong together.</source>
        <translation>该密码主要由键盘上相邻的按键构成，很快会被猜中。请选用几个互不相关的词语。</translation>
    </message>
    <message>
        <source>This is mostly a date, and is guessed soon. Take several words that do not belong together.</source>
        <translation>该密码主要是日期，很快会被猜中。请选用几个互不相关的词语。</translation>
    </message>
    <message>
        <source>This is guessed too soon. Add another word that does not belong to it.</source>
        <translation>该密码仍容易被猜中。请再加一个不相关的词语。</translation>
    </message>
    <message>
        <source>Too weak</source>
        <translation>太弱</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>尚可</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>很强</translation>
    </message>
</context>
<context>
    <name>mz::PaymentDetail</name>
    <message>
        <source>Select a payment to see who signed it and how it is proved.</source>
        <translation>选择一笔支付，查看由谁签署、如何证明。</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>关闭详情</translation>
    </message>
    <message>
        <source>Save receipt…</source>
        <translation>保存回执…</translation>
    </message>
    <message>
        <source>Show in chain</source>
        <translation>在链中查看</translation>
    </message>
    <message>
        <source>All payments to this payee</source>
        <translation>该收款方的全部支付</translation>
    </message>
    <message>
        <source>On the ledger</source>
        <translation>账本记录</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>资金轨迹</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>功能分类</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>凭证号</translation>
    </message>
    <message>
        <source>Payment id</source>
        <translation>支付编号</translation>
    </message>
    <message>
        <source>The id under which the payment was recorded.</source>
        <translation>登记该笔支付所用的编号。</translation>
    </message>
    <message>
        <source>A proof of this payment that anyone can check without this program&apos;s network.</source>
        <translation>该笔支付的证明，任何人无需接入本网络即可校验。</translation>
    </message>
    <message>
        <source>Receipts are given when the block is final.</source>
        <translation>区块终局后方可出具回执。</translation>
    </message>
    <message>
        <source>Reading the transaction…</source>
        <translation>正在读取交易…</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>终局</translation>
    </message>
    <message>
        <source>Executed</source>
        <translation>已执行</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 organizations executed the same block and signed the same result; %2 are needed.</source>
        <translation>
            <numerusform>%1 个机构中有 %n 个执行了同一区块并签署了相同结果；需 %2 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 organizations have signed this block so far; %2 are needed until it is final.</source>
        <translation>
            <numerusform>%1 个机构中已有 %n 个签署该区块；终局需 %2 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>SHA-256 of the signed bytes.</source>
        <translation>所签字节的 SHA-256。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Height of the block that holds it.</source>
        <translation>所在区块的高度。</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The payment names no allocation, so no budget line is linked to it.</source>
        <translation>该笔支付未注明指标，因此没有关联的预算。</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>保存回执</translation>
    </message>
    <message>
        <source>Receipts (*.tlog-proof);;All files (*)</source>
        <translation>回执 (*.tlog-proof);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Receipt saved as %1.</source>
        <translation>回执已保存为 %1。</translation>
    </message>
    <message>
        <source>The receipt was not saved. %1</source>
        <translation>回执未能保存。%1</translation>
    </message>
    <message>
        <source>Recorded at</source>
        <translation>登记时间</translation>
    </message>
    <message>
        <source>Reading the trail…</source>
        <translation>正在读取资金轨迹…</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Id, reference and description: the signed envelope is damaged on this computer.</source>
        <translation>编号、参考号和说明：已签名的信封在本机已损坏。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印回执</translation>
    </message>
    <message>
        <source>QR code…</source>
        <translation>二维码…</translation>
    </message>
    <message>
        <source>Show the receipt as a QR code</source>
        <translation>以二维码显示回执</translation>
    </message>
    <message>
        <source>The receipt as a page, and as codes that can be read from paper or screen.</source>
        <translation>回执的打印页，以及可从纸上或屏幕上扫读的二维码。</translation>
    </message>
</context>
<context>
    <name>mz::PaymentTable</name>
    <message>
        <source>Nothing was copied. %1</source>
        <translation>未复制任何内容。%1</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows were copied; export them all as CSV.</source>
        <translation>已复制 %2 行中的前 %1 行；如需全部请导出 CSV。</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows copied.</source>
        <translation>
            <numerusform>已复制 %1 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only %1: %2</source>
        <translation>只看%1：%2</translation>
    </message>
</context>
<context>
    <name>mz::PeriodEditor</name>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
</context>
<context>
    <name>mz::Picture</name>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>mz::PinDialog</name>
    <message>
        <source>Log in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Log in to a token</source>
        <translation>登录密码令牌</translation>
    </message>
    <message>
        <source>Token “%1”</source>
        <translation>密码令牌“%1”</translation>
    </message>
    <message>
        <source>The key that is needed lies on this token (serial number %1). Leave the PIN empty where it is typed on the reader itself.</source>
        <translation>所需密钥在此密码令牌上（序列号 %1）。若在读卡器上输入 PIN 码，此处请留空。</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>&amp;PIN 码</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>密码令牌的 PIN 码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The token was opened, but the key of %1 cannot be used. %2</source>
        <translation>密码令牌已打开，但 %1 的密钥无法使用。%2</translation>
    </message>
    <message>
        <source>The PIN is wrong. One more wrong PIN locks the token.</source>
        <translation>PIN 码错误。再输错一次，密码令牌将被锁定。</translation>
    </message>
    <message>
        <source>The PIN is wrong. Few tries are left before the token is locked.</source>
        <translation>PIN 码错误。剩余次数不多，用尽后密码令牌将被锁定。</translation>
    </message>
</context>
<context>
    <name>mz::ProofTree</name>
    <message>
        <source>Proof path from the transaction to the root</source>
        <translation>从交易到树根的证明路径</translation>
    </message>
    <message>
        <source>leaf %1</source>
        <translation>第 %1 片叶</translation>
    </message>
    <message>
        <source>leaves %1 to %2</source>
        <translation>第 %1 至 %2 片叶</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>树根</translation>
    </message>
    <message>
        <source>On the path, computed here</source>
        <translation>路径节点，由本机算出</translation>
    </message>
    <message>
        <source>In the proof</source>
        <translation>证明节点</translation>
    </message>
    <message>
        <source>%1: %2
%3</source>
        <translation>%1：%2
%3</translation>
    </message>
    <message>
        <source>1 leaf</source>
        <translation>1 片叶</translation>
    </message>
    <message>
        <source>%1 leaves</source>
        <translation>%1 片叶</translation>
    </message>
    <message>
        <source>this transaction, leaf %1</source>
        <translation>本交易，第 %1 片叶</translation>
    </message>
    <message>
        <source>proof</source>
        <translation>证明</translation>
    </message>
</context>
<context>
    <name>mz::RateChart</name>
    <message>
        <source>Transactions a minute</source>
        <translation>每分钟交易</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2
%n transaction(s), %3 a minute, %4 refused</source>
        <translation>
            <numerusform>%1 至 %2
%n 笔交易，每分钟 %3 笔，%4 笔被拒</numerusform>
        </translation>
    </message>
    <message>
        <source>transactions a minute</source>
        <translation>每分钟交易</translation>
    </message>
</context>
<context>
    <name>mz::ReceiptDialog</name>
    <message>
        <source>Reading the receipt</source>
        <translation>正在读取回执</translation>
    </message>
    <message>
        <source>There is no receipt</source>
        <translation>没有回执</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The receipt as it will be printed</source>
        <translation>回执打印预览</translation>
    </message>
    <message>
        <source>Code %1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>The receipt is larger than one QR code: read all %1, in any order, and save their texts as lines of one file.</source>
        <translation>回执大于单个二维码的容量：请扫读全部 %1 个（次序不限），将所得文字逐行存入同一文件。</translation>
    </message>
    <message>
        <source>The code is the whole receipt: read it, and save its text as a file.</source>
        <translation>该二维码就是完整的回执：请扫读后将所得文字存为文件。</translation>
    </message>
    <message>
        <source>Anyone can check it with: mz verify FILE --policy %1.policy</source>
        <translation>任何人都可以这样核验：mz verify 文件 --policy %1.policy</translation>
    </message>
    <message>
        <source>The receipt was sent to the printer.</source>
        <translation>回执已发送到打印机。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>保存回执</translation>
    </message>
    <message>
        <source>Receipts (*.tlog-proof)</source>
        <translation>回执 (*.tlog-proof)</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>打印页</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>This receipt is too large for QR codes.</source>
        <translation>该回执太大，无法制成二维码。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Save receipt…</source>
        <translation>保存回执…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Previous code</source>
        <translation>上一个二维码</translation>
    </message>
    <message>
        <source>Next code</source>
        <translation>下一个二维码</translation>
    </message>
</context>
<context>
    <name>mz::ReceiptPage</name>
    <message>
        <source>Receipt of a payment</source>
        <translation>支付回执</translation>
    </message>
    <message>
        <source>Receipt of a transaction</source>
        <translation>交易回执</translation>
    </message>
    <message>
        <source>Demonstration: this is not a real network, and no money was paid.</source>
        <translation>演示：这不是真实的网络，没有发生任何支付。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>付款方</translation>
    </message>
    <message>
        <source>Paid to</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Payment id</source>
        <translation>支付编号</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>凭证号</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>功能分类</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>摘要</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more value(s), which the receipt itself has.</source>
        <translation>
            <numerusform>另有 %Ln 项，见回执文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>On the ledger</source>
        <translation>账本记录</translation>
    </message>
    <message>
        <source>Transaction id</source>
        <translation>交易编号</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>%1, %2 %3</source>
        <translation>%1，%2 %3</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书指纹</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Channel id</source>
        <translation>通道编号</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>树根</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>历史树</translation>
    </message>
    <message>
        <source>Leaf %1 of %2</source>
        <translation>第 %1 片叶（从 0 起），共 %2 片</translation>
    </message>
    <message>
        <source>Final: %1 of %2 organizations executed this block and signed the same root; %3 are needed</source>
        <translation>已终局：%2 个机构中有 %1 个执行了该区块并签署同一树根，须有 %3 个</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Check it yourself</source>
        <translation>自行核验</translation>
    </message>
    <message>
        <source>This receipt is too large for QR codes. Ask for it as a file, and for the channel&apos;s policy from somebody whom you trust; then run: mz verify receipt.tlog-proof --policy %1.policy</source>
        <translation>该回执太大，无法制成二维码。请索取回执文件，并向您信任的人索取该通道的策略文件，然后运行：mz verify receipt.tlog-proof --policy %1.policy</translation>
    </message>
    <message>
        <source>Read the code with any reader and save its text as receipt.txt.</source>
        <translation>用任意扫码工具扫读二维码，将所得文字存为 receipt.txt。</translation>
    </message>
    <message>
        <source>Read the %1 codes with any reader, in any order, and save their texts as lines of receipt.txt.</source>
        <translation>用任意扫码工具扫读 %1 个二维码（次序不限），将所得文字逐行存入 receipt.txt。</translation>
    </message>
    <message>
        <source>%1 Take the channel&apos;s policy, %2.policy, from somebody whom you trust. Then run, without any network: mz verify receipt.txt --policy %2.policy</source>
        <translation>%1向您信任的人索取该通道的策略文件 %2.policy。然后无需联网即可运行：mz verify receipt.txt --policy %2.policy</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Printed by Mingzhang, %1. What is printed here proves nothing by itself: the codes do.</source>
        <translation>由明账打印，%1。纸面文字本身不构成证明，二维码才是证明。</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>mz::RenewDialog</name>
    <message>
        <source>With a new key</source>
        <translation>使用新密钥</translation>
    </message>
    <message>
        <source>With the same key</source>
        <translation>沿用原密钥</translation>
    </message>
    <message>
        <source>Revoke the old one at once, as replaced</source>
        <translation>立即吊销旧证书（已替换）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Adjust and renew</source>
        <translation>调整并续签</translation>
    </message>
    <message>
        <source>Renew certificates</source>
        <translation>续签证书</translation>
    </message>
    <message>
        <source>%1 (%2) gets a new certificate with the same role and name.</source>
        <translation>%1（%2）将获得角色和名称相同的新证书。</translation>
    </message>
    <message>
        <source>%1 people and machines get new certificates with the same roles and names.</source>
        <translation>%1 个人员和设备将获得角色和名称相同的新证书。</translation>
    </message>
    <message numerus="yes">
        <source>Renew %1 certificates</source>
        <translation>
            <numerusform>续签 %1 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Where the key lies elsewhere it stays the same.</source>
        <translation>密钥不在本机的，沿用原密钥。</translation>
    </message>
    <message>
        <source>A new key is made where the old one lies; one on a token stays the same.</source>
        <translation>新密钥在原处生成；密码令牌上的密钥保持不变。</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Renewing certificates</source>
        <translation>正在续签证书</translation>
    </message>
    <message>
        <source>The new certificate would outlive its authority. It can end with it instead.</source>
        <translation>新证书的有效期将超过其颁发机构，可改为与其同时到期。</translation>
    </message>
    <message>
        <source>Nothing was renewed. %1</source>
        <translation>未续签。%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are renewed</source>
        <translation>
            <numerusform>已续签 %1 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>The old ones are revoked.</source>
        <translation>旧证书已吊销。</translation>
    </message>
    <message>
        <source>The old ones stay good until they end.</source>
        <translation>旧证书到期前继续有效。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>As usual for this kind</source>
        <translation>按此类型的惯例</translation>
    </message>
</context>
<context>
    <name>mz::RevokeDialog</name>
    <message>
        <source>The key is in doubt since</source>
        <translation>密钥自以下时间起存疑</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Release certificates from hold</source>
        <translation>解除证书的冻结</translation>
    </message>
    <message>
        <source>Revoke certificates</source>
        <translation>吊销证书</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1等另外 %n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>Release %1 certificates</source>
        <translation>
            <numerusform>解除 %1 张证书的冻结</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %1 certificates</source>
        <translation>
            <numerusform>吊销 %1 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>It is written on every channel, and cannot be taken back except from hold.</source>
        <translation>将写入每个通道；除冻结外不可撤回。</translation>
    </message>
    <message>
        <source>Since when the key is in doubt</source>
        <translation>密钥自何时起存疑</translation>
    </message>
    <message>
        <source>What stops working</source>
        <translation>将停止的内容</translation>
    </message>
    <message>
        <source>Finding out what it would do…</source>
        <translation>正在查明影响…</translation>
    </message>
    <message>
        <source>%1 cannot be changed so. %2</source>
        <translation>%1 不能这样处理。%2</translation>
    </message>
    <message>
        <source>nobody is left as %1</source>
        <translation>不再有%1</translation>
    </message>
    <message>
        <source>this computer&apos;s node takes no more calls</source>
        <translation>本机节点将不再接收调用</translation>
    </message>
    <message>
        <source>cannot be told now; it follows later</source>
        <translation>现在无法得知；以后补上</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>无其他影响</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>From the block that has it, they may sign again on these channels.</source>
        <translation>自写入的区块起，可以在以下通道重新签署。</translation>
    </message>
    <message>
        <source>From the block that has it, these channels refuse what they sign. What they signed before stays good. No other organization is asked.</source>
        <translation>自写入的区块起，以下通道拒绝其签署。此前签署的内容继续有效。无需其他机构同意。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What else stops</source>
        <translation>其他影响</translation>
    </message>
    <message>
        <source>Releasing certificates</source>
        <translation>正在解除冻结</translation>
    </message>
    <message>
        <source>Revoking certificates</source>
        <translation>正在吊销证书</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>未作更改。%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are released</source>
        <translation>
            <numerusform>已解除 %1 张证书的冻结</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 certificates are revoked</source>
        <translation>
            <numerusform>已吊销 %1 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Written in revocation list %1 of the authority.</source>
        <translation>已写入该颁发机构的第 %1 号吊销列表。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>mz::SaveProfileDialog</name>
    <message>
        <source>Save profile</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Save the mapping as a profile</source>
        <translation>将对应关系保存为方案</translation>
    </message>
    <message>
        <source>Files with the same headings are then recognised, with these columns, this currency and department, and what you set about how the file is written.</source>
        <translation>此后表头相同的文件将按此方案识别，包括列对应关系、币种、部门，以及所设的文件书写方式。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Name of the profile</source>
        <translation>方案名称</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>字母、数字、- 和 _</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The saved profile of this name is replaced.</source>
        <translation>将替换已保存的同名方案。</translation>
    </message>
    <message>
        <source>A profile that comes with Mingzhang has this name. Choose another one.</source>
        <translation>明账自带的方案已使用此名称，请另选一个。</translation>
    </message>
    <message>
        <source>The profile was not saved. %1</source>
        <translation>方案未保存。%1</translation>
    </message>
</context>
<context>
    <name>mz::SavedFilters</name>
    <message>
        <source>Save these filters…</source>
        <translation>保存这些筛选…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save these filters</source>
        <translation>保存这些筛选</translation>
    </message>
    <message>
        <source>Name; one that is there already is replaced.</source>
        <translation>名称；同名的将被替换。</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已存筛选</translation>
    </message>
</context>
<context>
    <name>mz::SearchBox</name>
    <message>
        <source>Search the ledger, or name an action (%1)</source>
        <translation>搜索账本，或输入操作名称（%1）</translation>
    </message>
    <message>
        <source>Search the ledger and the actions</source>
        <translation>搜索账本和操作</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>↑ ↓ choose    Enter opens    Esc closes</source>
        <translation>↑ ↓ 选择    Enter 打开    Esc 关闭</translation>
    </message>
    <message>
        <source>Looking through the ledger…</source>
        <translation>正在账本中查找…</translation>
    </message>
    <message>
        <source>Nothing found for “%1”. Enter an action, a block number, at least 8 digits of a transaction id, or part of a payee&apos;s, department&apos;s, channel&apos;s or certificate&apos;s name.</source>
        <translation>没有找到“%1”。请输入操作名称、区块号、交易编号的至少 8 位，或收款方、部门、通道、证书名称的一部分。</translation>
    </message>
</context>
<context>
    <name>mz::SearchModel</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Identities and certificates</source>
        <translation>身份与证书</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Payees</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Public: anyone may read it</source>
        <translation>公开：任何人均可查阅</translation>
    </message>
    <message>
        <source>Private: only its members have it</source>
        <translation>非公开：仅成员持有</translation>
    </message>
    <message>
        <source>Certificate %1, valid until %2</source>
        <translation>证书 %1，有效期至 %2</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>final</source>
        <translation>已终局</translation>
    </message>
    <message>
        <source>not final yet</source>
        <translation>尚未终局</translation>
    </message>
    <message>
        <source>Block %1, %2</source>
        <translation>区块 %1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln payment(s)</source>
        <translation>
            <numerusform>%Ln 笔支付</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1：%2。%3</translation>
    </message>
    <message>
        <source>%1 · %2 %3</source>
        <translation>%1 · %2 %3</translation>
    </message>
    <message>
        <source>%1, serial number %2, valid until %3</source>
        <translation>%1，序列号 %2，有效期至 %3</translation>
    </message>
</context>
<context>
    <name>mz::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Open network</source>
        <translation>当前网络</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Members of %1</source>
        <translation>%1成员</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Version of Mingzhang</source>
        <translation>明账版本</translation>
    </message>
</context>
<context>
    <name>mz::SettlementView</name>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未完成</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>%1 enrolled, %2 revoked</source>
        <translation>登记 %1 张，吊销 %2 张</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>How far each channel is</source>
        <translation>各通道的进度</translation>
    </message>
</context>
<context>
    <name>mz::ShortcutsDialog</name>
    <message>
        <source>your choice</source>
        <translation>自选</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>also: %1</source>
        <translation>同时用于：%1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Take them over</source>
        <translation>改归此操作</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>%1 belongs to “%2” (%3). Taking it over leaves that action without these keys.</source>
        <translation>%1 已用于“%2”（%3）。改归此操作后，“%2”将不再有这组按键。</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Every action of this window and its keys. Choose an action, press the keys that you want, and set them.</source>
        <translation>本窗口的全部操作及其按键。选择一项操作，按下想用的按键，然后设定。</translation>
    </message>
    <message>
        <source>Filter by name or keys</source>
        <translation>按名称或按键筛选</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>&amp;New keys</source>
        <translation>新按键(&amp;N)</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>不设按键</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>默认按键</translation>
    </message>
    <message>
        <source>Usual keys everywhere</source>
        <translation>全部恢复默认按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>mz::SignerChain</name>
    <message>
        <source>Valid at block %1, because it was enrolled in block %2, had not been revoked, the block&apos;s time lies within its validity, and the authority of %3 below signed it.</source>
        <translation>在区块 %1 处有效，因为：它已在区块 %2 登记，当时未被吊销，区块时间在其有效期内，且由下方%3的发证机构签发。</translation>
    </message>
    <message>
        <source>Valid at block %1, because the channel&apos;s configuration listed it as the authority of %3 (since block %2) and the block&apos;s time lies within its validity. This listing is what every node trusts.</source>
        <translation>在区块 %1 处有效，因为：通道配置（自区块 %2 起）将它列为%3的发证机构，且区块时间在其有效期内。各节点信任的正是这份配置。</translation>
    </message>
    <message>
        <source>It signed the authority above, and the block&apos;s time lies within its validity. Nodes do not need it: the configuration lists the authorities themselves.</source>
        <translation>上方的发证机构由它签发，区块时间在其有效期内。节点并不需要它：配置中已直接列出各发证机构。</translation>
    </message>
    <message>
        <source>Not valid at block %1: its validity began later.</source>
        <translation>在区块 %1 处无效：当时有效期尚未开始。</translation>
    </message>
    <message>
        <source>Not valid at block %1: its validity was over.</source>
        <translation>在区块 %1 处无效：当时有效期已过。</translation>
    </message>
    <message>
        <source>Not valid at block %1: it had been revoked.</source>
        <translation>在区块 %1 处无效：当时已被吊销。</translation>
    </message>
    <message>
        <source>Not valid at block %1: none of the authorities that the configuration listed had signed it.</source>
        <translation>在区块 %1 处无效：它不是由配置所列的任何发证机构签发的。</translation>
    </message>
    <message>
        <source>Not valid at block %1: the configuration did not list this authority.</source>
        <translation>在区块 %1 处无效：配置中没有列出该发证机构。</translation>
    </message>
    <message>
        <source>Its certificate is not kept on this computer; the authority above names it as its issuer. Nodes do not need it: the configuration lists the authorities themselves.</source>
        <translation>本机没有保存它的证书；上方的发证机构写明由它签发。节点并不需要它：配置中已直接列出各发证机构。</translation>
    </message>
    <message>
        <source>%1 · %2 %3</source>
        <translation>%1 · %2 %3</translation>
    </message>
    <message>
        <source>%1 · certificate authority</source>
        <translation>%1 · 发证机构（CA）</translation>
    </message>
    <message>
        <source>Network root of %1</source>
        <translation>%1 的网络根（root CA）</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>Not issued by a listed authority</source>
        <translation>非所列机构签发</translation>
    </message>
    <message>
        <source>Not listed</source>
        <translation>未列入配置</translation>
    </message>
    <message>
        <source>Not kept here</source>
        <translation>本机未保存</translation>
    </message>
    <message>
        <source>It was revoked later, in block %1; what it signed before stays good.</source>
        <translation>它后来在区块 %1 被吊销；此前签署的内容仍然有效。</translation>
    </message>
    <message>
        <source>Revoked in block %1.</source>
        <translation>于区块 %1 被吊销。</translation>
    </message>
</context>
<context>
    <name>mz::SignerChainView</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Times of the certificate; the block&apos;s time decides.</source>
        <translation>证书上的起止时间；以区块时间为准。</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>SHA-256 of the certificate.</source>
        <translation>证书的 SHA-256。</translation>
    </message>
</context>
<context>
    <name>mz::StartPage</name>
    <message>
        <source>Opening the network</source>
        <translation>正在打开网络</translation>
    </message>
    <message>
        <source>Making the demonstration network</source>
        <translation>正在生成演示网络</translation>
    </message>
    <message>
        <source>Thirteen bureaus with their certificates, a budget, and payments that each of them signs. This takes a few seconds.</source>
        <translation>十三个局及其证书、一份预算，以及由各局分别签署的支付。需要几秒钟。</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>返回起始页</translation>
    </message>
    <message>
        <source>Mingzhang</source>
        <translation>明账</translation>
    </message>
    <message>
        <source>Open books: a ledger that several departments keep together and anyone can check.</source>
        <translation>公开账目：多部门共同记账，人人可以校验。</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>随便看看</translation>
    </message>
    <message>
        <source>A made-up city with its bureaus, budget and payments, on this computer only. Nothing in it is real, and nothing can go wrong.</source>
        <translation>一座虚构的城市，有各个局、预算和支付，仅存于本机。数据均为虚构，可放心操作。</translation>
    </message>
    <message>
        <source>Try the demonstration network</source>
        <translation>体验演示网络</translation>
    </message>
    <message>
        <source>Open a network folder…</source>
        <translation>打开网络文件夹…</translation>
    </message>
    <message>
        <source>Keys, certificates and the first block, and then a first call to try it all. This takes a few seconds.</source>
        <translation>先生成密钥、证书和第一个区块，再试一次调用。只需几秒钟。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>返回填写</translation>
    </message>
    <message>
        <source>Begin one of your own</source>
        <translation>建立自己的网络</translation>
    </message>
    <message>
        <source>A ledger of your organization, to which others are invited later. The keys are made on this computer and stay on it.</source>
        <translation>建立本机构的账本，以后再邀请其他机构加入。密钥在本机生成，只留在本机。</translation>
    </message>
    <message>
        <source>Create a network</source>
        <translation>创建网络</translation>
    </message>
    <message>
        <source>Is there a network on this computer already?</source>
        <translation>本机上已经有网络？</translation>
    </message>
    <message>
        <source>Join others</source>
        <translation>加入其他机构</translation>
    </message>
    <message>
        <source>A member of a network has sent you an invitation file. It is checked first, and shown to you, before anything is made.</source>
        <translation>网络成员给您发来了邀请文件。先检查文件并展示其内容，然后才会创建。</translation>
    </message>
    <message>
        <source>Join a network</source>
        <translation>加入网络</translation>
    </message>
</context>
<context>
    <name>mz::StateLegend</name>
    <message>
        <source>What the states mean</source>
        <translation>状态说明</translation>
    </message>
</context>
<context>
    <name>mz::StatusLine</name>
    <message>
        <source>Height %1</source>
        <translation>高度 %1</translation>
    </message>
    <message>
        <source>Final to %1 (newest cosigned %2 of %3, needs %4)</source>
        <translation>已终局 %1（最新联署 %2/%3，需 %4）</translation>
    </message>
    <message>
        <source>This channel is stopped and can only be read.</source>
        <translation>该通道已停止，仅可读取。</translation>
    </message>
    <message>
        <source>The finance figures are being rebuilt.</source>
        <translation>正在重建财政数据。</translation>
    </message>
    <message>
        <source>Read on this computer</source>
        <translation>在本机读取</translation>
    </message>
    <message>
        <source>The ledger lies in a folder of this computer; no other node is asked.</source>
        <translation>账本保存在本机的文件夹中，不询问其他节点。</translation>
    </message>
    <message>
        <source>This channel cannot be opened.</source>
        <translation>无法打开此通道。</translation>
    </message>
    <message>
        <source>Damage was found: this channel can only be read.</source>
        <translation>发现损坏：该通道只能查阅。</translation>
    </message>
    <message numerus="yes">
        <source>%1 transaction(s)</source>
        <translation>
            <numerusform>交易 %1 笔</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mz::TableCommands</name>
    <message>
        <source>There is no table here.</source>
        <translation>此处没有表格。</translation>
    </message>
    <message>
        <source>Open a network first.</source>
        <translation>请先打开一个网络。</translation>
    </message>
    <message>
        <source>Save the table as CSV</source>
        <translation>将表格保存为 CSV</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saving the table</source>
        <translation>正在保存表格</translation>
    </message>
    <message>
        <source>Save the table as PDF</source>
        <translation>将表格保存为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Printing the table</source>
        <translation>正在打印表格</translation>
    </message>
    <message>
        <source>%1  ·  %2  ·  %3</source>
        <translation>%1  ·  %2  ·  %3</translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>%2 行中的前 %1 行</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows went to the printer.</source>
        <translation>
            <numerusform>%1 行已送往打印机。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows written to %2.</source>
        <translation>
            <numerusform>%1 行已写入 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>Printing was cancelled.</source>
        <translation>打印已取消。</translation>
    </message>
    <message>
        <source>Cancelled; no file was written.</source>
        <translation>已取消；未写入文件。</translation>
    </message>
    <message>
        <source>The table changed while it was read. Try again.</source>
        <translation>读取时表格已变化，请重试。</translation>
    </message>
    <message>
        <source>The table could not be written. %1</source>
        <translation>表格未能写出。%1</translation>
    </message>
</context>
<context>
    <name>mz::TopBar</name>
    <message>
        <source>Network: %1</source>
        <translation>网络：%1</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Nothing in this network is real.</source>
        <translation>本网络中的数据均为虚构。</translation>
    </message>
    <message>
        <source>Channel: %1</source>
        <translation>通道：%1</translation>
    </message>
    <message>
        <source>Public: anyone may read it</source>
        <translation>公开：任何人均可查阅</translation>
    </message>
    <message>
        <source>Private: only its members have it</source>
        <translation>非公开：仅成员持有</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>%1 (public)</source>
        <translation>%1（公开）</translation>
    </message>
</context>
<context>
    <name>mz::TrailView</name>
    <message>
        <source>Budget line of %1</source>
        <translation>%1 年预算</translation>
    </message>
    <message>
        <source>Budget cut</source>
        <translation>预算调减</translation>
    </message>
    <message>
        <source>Budget raised</source>
        <translation>预算调增</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Released to %1</source>
        <translation>下达给 %1</translation>
    </message>
    <message>
        <source>This payment</source>
        <translation>本笔支付</translation>
    </message>
    <message>
        <source>%1 drawn, with this payment; %2 left.</source>
        <translation>含本笔已支用 %1，剩余 %2。</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>区块 %1</translation>
    </message>
    <message>
        <source>Signed by %1, %2</source>
        <translation>签署：%1，%2</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>终局</translation>
    </message>
    <message>
        <source>Executed</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>Cosigned by %1 of %2 organizations; %3 are needed.</source>
        <translation>%2 家机构中已有 %1 家联署，需 %3 家。</translation>
    </message>
    <message>
        <source>Save its receipt</source>
        <translation>保存其回执</translation>
    </message>
    <message>
        <source>Receipts are given when the block is final.</source>
        <translation>区块终局后方可出具回执。</translation>
    </message>
    <message>
        <source>Show it in the chain</source>
        <translation>在链上查看</translation>
    </message>
</context>
<context>
    <name>mz::TransactionPanel</name>
    <message>
        <source>Receipts (*.tlog-proof)</source>
        <translation>回执 (*.tlog-proof)</translation>
    </message>
    <message>
        <source>Policies (*.policy)</source>
        <translation>策略 (*.policy)</translation>
    </message>
    <message>
        <source>Who vouches for this</source>
        <translation>谁为它作证</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Arguments of the call</source>
        <translation>调用参数</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Values before and after</source>
        <translation>写入前后的值</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Save receipt…</source>
        <translation>保存回执…</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>保存回执</translation>
    </message>
    <message>
        <source>Save policy…</source>
        <translation>保存策略…</translation>
    </message>
    <message>
        <source>Save policy</source>
        <translation>保存策略</translation>
    </message>
    <message>
        <source>Whoever checks a receipt needs this file once: it says whose signatures count.</source>
        <translation>校验回执的人需要一次此文件：它说明认可哪些机构的签名。</translation>
    </message>
    <message>
        <source>No transaction selected</source>
        <translation>未选择交易</translation>
    </message>
    <message>
        <source>Choose a transaction to see who signed it, what it changed, and who vouches for it.</source>
        <translation>请选择一笔交易，查看由谁签署、改变了什么、谁为它作证。</translation>
    </message>
    <message>
        <source>Reading the transaction</source>
        <translation>正在读取交易</translation>
    </message>
    <message>
        <source>This transaction cannot be read</source>
        <translation>无法读取该交易</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>final %1/%2</source>
        <translation>终局 %1/%2</translation>
    </message>
    <message>
        <source>cosigned %1/%2</source>
        <translation>联署 %1/%2</translation>
    </message>
    <message>
        <source>root %1, cosigned %2/%3</source>
        <translation>树根 %1，联署 %2/%3</translation>
    </message>
    <message>
        <source>Computed here from leaf %1 of %2: the path ends in the root that the checkpoint names. The ringed nodes are the proof in the receipt.</source>
        <translation>由本机从第 %1 片叶（共 %2 片）算出：路径终点与检查点的树根一致。橙色圈节点即回执中的证明。</translation>
    </message>
    <message>
        <source>The proof does not lead to the root that the checkpoint names. Verify the channel.</source>
        <translation>证明未能到达检查点的树根，请校验该通道。</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>%1 · %2 %3 (%4)</source>
        <translation>%1 · %2 %3（%4）</translation>
    </message>
    <message>
        <source>certificate valid in this block</source>
        <translation>证书在该区块有效</translation>
    </message>
    <message>
        <source>certificate not valid in this block</source>
        <translation>证书在该区块无效</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Only its digest is recorded: it should not have been ordered.</source>
        <translation>仅记录其摘要：它本不应被排序。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>区块</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Transaction id</source>
        <translation>交易编号</translation>
    </message>
    <message>
        <source>Leaf hash</source>
        <translation>叶哈希</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>信封</translation>
    </message>
    <message>
        <source>%1, would have expired %2</source>
        <translation>%1，有效期至 %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>写入前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>写入后</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>A file with which anyone can check this transaction without this program.</source>
        <translation>凭此文件，任何人无需本程序即可校验该交易。</translation>
    </message>
    <message>
        <source>Receipts are given for final blocks: %1 of %2 have cosigned, %3 are needed.</source>
        <translation>终局区块方可出具回执：%2 个机构中已有 %1 个联署，需 %3 个。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Certificates of the signer</source>
        <translation>签署人的证书链</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印回执</translation>
    </message>
    <message>
        <source>QR code…</source>
        <translation>二维码…</translation>
    </message>
    <message>
        <source>Show the receipt as a QR code</source>
        <translation>以二维码显示回执</translation>
    </message>
    <message>
        <source>The receipt as a page, and as codes that can be read from paper or screen.</source>
        <translation>回执的打印页，以及可从纸上或屏幕上扫读的二维码。</translation>
    </message>
    <message>
        <source>Receipts are given for final blocks.</source>
        <translation>终局区块方可出具回执。</translation>
    </message>
</context>
<context>
    <name>mz::TransactionTableModel</name>
    <message>
        <source>not kept</source>
        <translation>未保留</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>签署机构</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>mz::UnlockDialog</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Unlock identities</source>
        <translation>解锁身份</translation>
    </message>
    <message>
        <source>The keys on this computer are encrypted. They stay unlocked until you lock them or close the program.</source>
        <translation>本机密钥已加密保存。解锁后保持可用，直到您锁定或关闭程序。</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Password of the demonstration: %1</source>
        <translation>演示密码：%1</translation>
    </message>
</context>
<context>
    <name>mz::WallView</name>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>final to %1</source>
        <translation>已终局到 %1</translation>
    </message>
    <message>
        <source>Cosigned</source>
        <translation>联署</translation>
    </message>
    <message>
        <source>%1 are needed</source>
        <translation>需要 %1 个</translation>
    </message>
    <message>
        <source>Transactions today</source>
        <translation>今日交易</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 笔被拒</translation>
    </message>
    <message>
        <source>Spent in %1</source>
        <translation>%1 年支出</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>预算 %1</translation>
    </message>
    <message>
        <source>no budget is recorded</source>
        <translation>尚未登记预算</translation>
    </message>
    <message>
        <source>Spending</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>no figures yet</source>
        <translation>尚无数据</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>none is waiting</source>
        <translation>无需处理</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>尚未受理</translation>
    </message>
    <message>
        <source>Last verified</source>
        <translation>上次校验</translation>
    </message>
    <message>
        <source>no damage</source>
        <translation>无损坏</translation>
    </message>
    <message>
        <source>damage was found</source>
        <translation>发现损坏</translation>
    </message>
    <message>
        <source>not on this computer yet</source>
        <translation>尚未在本机进行</translation>
    </message>
    <message>
        <source>Wall view; Escape leaves it</source>
        <translation>大屏视图；按 Esc 退出</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>mz::Wizard</name>
    <message>
        <source>%1: done</source>
        <translation>%1：已完成</translation>
    </message>
    <message>
        <source>%1: this step</source>
        <translation>%1：当前步骤</translation>
    </message>
    <message>
        <source>%1: still to come</source>
        <translation>%1：尚未进行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
</TS>
